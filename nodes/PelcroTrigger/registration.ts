import type { IDataObject } from 'n8n-workflow';

import { fetchRecords } from '../transport/paging';
import { recordOf } from '../transport/records';
import { sendRequest } from '../transport/request';
import { PelcroRequestError } from '../transport/requestError';
import type { Session } from '../transport/session';

/** Reference: 'Webhook endpoints'. */
const PATH = '/webhooks';

/** Pelcro cuts nothing: a longer description is refused. Reference: webhooks, create. */
const LONGEST_DESCRIPTION = 200;

/** What an endpoint at Pelcro is to be like. */
export interface WantedEndpoint {
	url: string;
	/** snake_case; undefined for all events. */
	events: readonly string[] | undefined;
	/** Tells in Pelcro's settings what the endpoint is for. */
	description: string;
}

/** An endpoint as Pelcro has it. */
export interface Endpoint {
	id: string;
	url: string;
	events: readonly string[] | undefined;
	enabled: boolean;
	description: string;
}

/** Something about the registration that the user has to settle. The text is for the user. */
export class RegistrationError extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
		this.name = 'RegistrationError';
	}
}

/**
 * URLs that are being registered by this process. Pelcro calls a URL while its endpoint is made or changed, and
 * expects 200, before the secret is known; such a call is answered and starts nothing.
 */
const underWay = new Map<string, number>();

export function isBeingRegistered(url: string): boolean {
	return underWay.has(url);
}

async function whileRegistering<Result>(url: string, call: () => Promise<Result>): Promise<Result> {
	underWay.set(url, (underWay.get(url) ?? 0) + 1);
	try {
		return await call();
	} finally {
		const left = (underWay.get(url) ?? 1) - 1;
		if (left > 0) underWay.set(url, left);
		else underWay.delete(url);
	}
}

/** The account's endpoints: ten at the most. */
export async function listEndpoints(session: Session): Promise<Endpoint[]> {
	return (await fetchRecords(session, { method: 'GET', path: PATH })).map(readEndpoint);
}

/** The endpoint of this URL. Every n8n webhook has a URL of its own, so nobody else's endpoint has it. */
export async function findEndpoint(session: Session, url: string): Promise<Endpoint | undefined> {
	return (await listEndpoints(session)).find((endpoint) => endpoint.url === url);
}

/** Whether Pelcro sends what is wanted: the events are the same, and the endpoint is not switched off. */
export function isAsWanted(endpoint: Endpoint, wanted: WantedEndpoint): boolean {
	return endpoint.enabled && sameEvents(endpoint.events, wanted.events);
}

/**
 * Registers an endpoint.
 *
 * @returns its ID, and its secret where Pelcro tells it (its pages disagree on that)
 * @throws RegistrationError that lists what occupies the account's ten endpoints when they are used up
 */
export async function createEndpoint(
	session: Session,
	wanted: WantedEndpoint,
): Promise<{ id: string; secret: string }> {
	const request = { method: 'POST', path: PATH, body: bodyFor(wanted) } as const;
	const creation = whileRegistering(wanted.url, async () => await sendRequest(session, request));
	const record = recordOf(
		await creation.catch(async (refusal: unknown) => {
			throw (await limitReached(session, refusal)) ?? refusal;
		}),
	);
	return { id: String(record.id ?? ''), secret: secretIn(record) };
}

/** Brings an endpoint of ours to what is wanted. Reference: webhooks, update (PUT by all overviews). */
export async function repairEndpoint(
	session: Session,
	id: string,
	wanted: WantedEndpoint,
): Promise<void> {
	const path = `${PATH}/${encodeURIComponent(id)}`;
	const body = { ...bodyFor(wanted), status: 'enabled' };
	await whileRegistering(
		wanted.url,
		async () => await sendRequest(session, { method: 'PUT', path, body }),
	);
}

/** Removes an endpoint of ours; one that is gone already is fine. */
export async function deleteEndpoint(session: Session, id: string): Promise<void> {
	const path = `${PATH}/${encodeURIComponent(id)}`;
	await sendRequest(session, { method: 'DELETE', path }).catch((refusal: unknown) => {
		if (refusal instanceof PelcroRequestError && refusal.status === 404) return;
		throw refusal;
	});
}

function bodyFor({ url, events, description }: WantedEndpoint): IDataObject {
	return {
		url,
		description: description.slice(0, LONGEST_DESCRIPTION),
		all_events_enabled: events === undefined,
		...(events !== undefined && { events_enabled: [...new Set(events)] }),
	};
}

function readEndpoint(record: IDataObject): Endpoint {
	const events = [record.events, record.events_enabled].find(Array.isArray) ?? [];
	return {
		id: String(record.id ?? ''),
		url: String(record.url ?? ''),
		events: record.all_events_enabled === true ? undefined : events.map(String),
		enabled: record.status !== 'disabled',
		description: String(record.description ?? ''),
	};
}

function sameEvents(
	present: readonly string[] | undefined,
	wanted: readonly string[] | undefined,
): boolean {
	if (present === undefined || wanted === undefined) return present === wanted;
	const names = new Set(present);
	return names.size === new Set(wanted).size && wanted.every((event) => names.has(event));
}

function secretIn(record: IDataObject): string {
	const secret = [record.secret, record.signing_secret].find((value) => typeof value === 'string');
	return typeof secret === 'string' ? secret : '';
}

/** Reference: webhooks ('Max 10 per account (400 beyond)'). */
async function limitReached(
	session: Session,
	refusal: unknown,
): Promise<RegistrationError | undefined> {
	if (!(refusal instanceof PelcroRequestError) || refusal.status !== 400) return undefined;
	const endpoints = await listEndpoints(session);
	if (endpoints.length < 10) return undefined;
	const list = endpoints.map(({ id, url, description }) => `#${id} ${url} ${description}`.trim());
	return new RegistrationError(
		'Pelcro allows 10 webhook endpoints for an account, and all are used',
		`Remove one that is not needed any more in Pelcro’s settings (Notifications), or with the operation Webhook: Delete. They are:\n${list.join('\n')}`,
	);
}

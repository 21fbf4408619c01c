import type { IDataObject } from 'n8n-workflow';

import { yesOrNo } from '../../common/yesNo';
import { fetchRecords } from '../../transport/lists/paging';
import { recordOf } from '../../transport/lists/envelope';
import { sendRequest } from '../../transport/request';
import { PelcroRequestError, saysNoRecord } from '../../transport/failures/requestError';
import type { Session } from '../../transport/account/session';
import { describesWell, isOurs, withoutSeal, withSealedSecret } from './endpointDescription';
import { ENDPOINTS_OF_AN_ACCOUNT } from '../../transport/limits';

/** Reference: 'Webhook endpoints'. */
const PATH = '/webhooks';

/** The framework's words for a value that another record has. Guess, by the platform: amendments, 14. */
const TAKEN = /already (?:been )?(?:taken|registered|used|in use)|already exists|must be unique/i;

/** A sentence that belongs to no field may name the one that it is about. */
const NAMES_URL = /\burl\b/i;

/** What an endpoint at Pelcro is to be like. */
export interface WantedEndpoint {
	url: string;
	/** snake_case, each once; undefined for all events. */
	events: readonly string[] | undefined;
	/** Tells in Pelcro's settings what the endpoint is for; without a secret. */
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

/** The account's endpoints: ten at the most. */
export async function listEndpoints(session: Session): Promise<Endpoint[]> {
	return (await fetchRecords(session, { method: 'GET', path: PATH })).map(readEndpoint);
}

/** Whether Pelcro sends what is wanted: the events are the same, and the endpoint is not switched off. */
export function sendsWhatIsWanted(endpoint: Endpoint, wanted: WantedEndpoint): boolean {
	return endpoint.enabled && sameEvents(endpoint.events, wanted.events);
}

/**
 * Whether nothing about an endpoint of ours has to be changed.
 *
 * @param secret to be found in its description again; undefined for none
 */
export function isAsWanted(
	{ credentials }: Session,
	endpoint: Endpoint,
	wanted: WantedEndpoint,
	secret: string | undefined,
): boolean {
	const seal = { apiKey: credentials.apiKey, url: wanted.url };
	return (
		sendsWhatIsWanted(endpoint, wanted) &&
		describesWell(endpoint.description, wanted.description, secret, seal)
	);
}

/**
 * Registers an endpoint. Nothing is left at Pelcro where that fails.
 *
 * @returns its ID, and its secret ('' where Pelcro does not tell it: its pages disagree on that)
 * @throws RegistrationError that lists what occupies the account's ten endpoints when they are used up, and that
 * explains what to do when Pelcro cannot reach the URL
 */
export async function createEndpoint(
	session: Session,
	wanted: WantedEndpoint,
): Promise<{ id: string; secret: string }> {
	const request = {
		method: 'POST',
		path: PATH,
		body: bodyFor(wanted, wanted.description),
		expects: 'record',
	} as const;
	const answer = await sendRequest(session, request).catch(async (refusal: unknown) => {
		throw await creationError(session, wanted, refusal);
	});
	const record = recordOf(answer);
	return { id: String(record.id ?? ''), secret: secretIn(record) };
}

/**
 * Brings an endpoint of ours to what is wanted. Reference: webhooks, update (PUT by all overviews).
 *
 * @param secret to be sealed into its description; undefined for none
 */
export async function repairEndpoint(
	session: Session,
	id: string,
	wanted: WantedEndpoint,
	secret: string | undefined,
): Promise<void> {
	const path = `${PATH}/${encodeURIComponent(id)}`;
	const seal = { apiKey: session.credentials.apiKey, url: wanted.url };
	const { description: visible } = wanted;
	const description = secret === undefined ? visible : withSealedSecret(visible, secret, seal);
	const body = { ...bodyFor(wanted, description), status: 'enabled' };
	await sendRequest(session, { method: 'PUT', path, body }).catch((refusal: unknown) => {
		throw refusedUrl(wanted, refusal) ?? refusal;
	});
}

/** Removes an endpoint of ours; one that is gone already is fine. */
export async function deleteEndpoint(session: Session, id: string): Promise<void> {
	const path = `${PATH}/${encodeURIComponent(id)}`;
	await sendRequest(session, { method: 'DELETE', path }).catch((refusal: unknown) => {
		if (saysNoRecord(refusal)) return;
		throw refusal;
	});
}

function bodyFor({ url, events }: WantedEndpoint, description: string): IDataObject {
	return {
		url,
		description,
		all_events_enabled: events === undefined,
		...(events !== undefined && { events_enabled: [...events] }),
	};
}

function readEndpoint(record: IDataObject): Endpoint {
	const events = [record.events, record.events_enabled].find(Array.isArray) ?? [];
	return {
		id: String(record.id ?? ''),
		url: String(record.url ?? ''),
		events: yesOrNo(record.all_events_enabled) === true ? undefined : events.map(String),
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

/** What to tell about a failed creation; an endpoint that it may have left is removed. */
async function creationError(
	session: Session,
	wanted: WantedEndpoint,
	refusal: unknown,
): Promise<unknown> {
	if (!(refusal instanceof PelcroRequestError)) return refusal;
	if (refusal.outcomeUnknown) {
		// Where Pelcro cannot be reached for this either, the next activation finds the endpoint.
		await removeUnnoticed(session, wanted).catch(() => undefined);
	}
	return refusedUrl(wanted, refusal) ?? (await limitReached(session, refusal)) ?? refusal;
}

/** An endpoint of which only Pelcro knows: the answer got lost, and with it the secret. */
async function removeUnnoticed(session: Session, { url }: WantedEndpoint): Promise<void> {
	const made = (await listEndpoints(session)).find((endpoint) => endpoint.url === url);
	if (made !== undefined && isOurs(made.description)) await deleteEndpoint(session, made.id);
}

async function limitReached(
	session: Session,
	{ status }: PelcroRequestError,
): Promise<RegistrationError | undefined> {
	if (status !== 400) return undefined;
	const endpoints = await listEndpoints(session);
	if (endpoints.length < ENDPOINTS_OF_AN_ACCOUNT) return undefined;
	const list = endpoints.map(({ id, url, description }) =>
		`#${id} ${withoutSecrets(url)} ${withoutSeal(description)}`.trim(),
	);
	return new RegistrationError(
		`Pelcro allows ${ENDPOINTS_OF_AN_ACCOUNT} webhook endpoints for an account, and all are used`,
		`Remove one that is not needed any more in Pelcro’s settings (Notifications), or with the operation Webhook: Delete. They are:\n${list.join('\n')}`,
	);
}

/** Others put tokens into the query of an address, or names and passwords before its host. */
function withoutSecrets(url: string): string {
	return url.replace(/[?#].*$/s, '').replace(/^(\w+:\/\/)[^/]*@/, '$1');
}

/** Pelcro calls the URL before it takes it. Reference: webhooks ('must answer 200 to a POST'). */
function refusedUrl({ url }: WantedEndpoint, refusal: unknown): RegistrationError | undefined {
	if (!(refusal instanceof PelcroRequestError)) return undefined;
	const { fieldErrors, said } = refusal;
	const complaint = fieldErrors.url?.[0] ?? (NAMES_URL.test(said) ? said : undefined);
	if (complaint === undefined) return undefined;
	if (TAKEN.test(complaint)) {
		return new RegistrationError(
			`Pelcro has a webhook with the address of this workflow already: ${complaint}`,
			`The address is ${url}. It may be registered on another site of the account, or with another API key. Delete that webhook in Pelcro’s settings (Notifications), and publish the workflow again.`,
		);
	}
	return new RegistrationError(
		`Pelcro does not accept the address of this workflow: ${complaint}`,
		`The address is ${url}. Pelcro calls it to see whether it answers, so n8n must be reachable from the internet. If the address is not the one that others see, set n8n’s environment variable WEBHOOK_URL.`,
	);
}

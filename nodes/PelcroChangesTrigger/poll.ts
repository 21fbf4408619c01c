import { createHash } from 'crypto';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { eventObjectOf } from '../common/events/eventNames';
import { asWritten } from '../common/events/written';
import { inOneForm } from '../common/reading/oneForm';
import { openSession, type Session } from '../transport/account/session';
import { isDataObject } from '../transport/dataObject';
import { FAILURE_TRIES, POLL_WAIT_MS } from '../transport/limits';
import type { PelcroRequest } from '../transport/request';
import { inStretches } from '../transport/stretch';
import { dayAttributesOf, type PelcroList } from '../Pelcro/lists';
import {
	RelatedRecords,
	wantedKinds,
	withRecordsLast,
	type RelatedOutput,
} from '../Pelcro/related';
import { readKnown, writeKnown } from './changes/keptState';
import { look, type Change } from './changes/look';
import { hashOf, oldestFirst } from './changes/snapshot';
import {
	chosenList,
	chosenRequest,
	chosenWatch,
	reader,
	writing,
	writtenFilters,
} from './form/settings';
import { readNewest } from '../common/reading/newest';
import { readerOf } from '../common/reading/pelcroList';

/** The nodes of this process that are being polled: n8n does not wait for a poll before it starts the next one. */
const underWay = new Set<string>();

/** The nodes that this process has polled. */
const polled = new Set<string>();

/** How n8n activates what was published before, when nobody is there to see an error. */
const BY_ITSELF = ['init', 'leadershipChange'];

/**
 * Looks for changes, and hands out one item for each. What is known moves on only with what is handed out: n8n keeps it
 * together with the execution that it starts.
 *
 * @returns null where nothing has happened
 * @throws what look throws; FieldError; CredentialError
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await showNewest(context);
	const name = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	if (underWay.has(name)) return null;
	underWay.add(name);
	const isFirst = !polled.has(name);
	polled.add(name);
	const polling =
		isFirst && BY_ITSELF.includes(context.getActivationMode())
			? pollOnce(context, name).catch((error: unknown) => noteFailure(context, error))
			: pollOnce(context, name);
	return await polling.finally(() => underWay.delete(name));
}

/**
 * n8n does not activate a workflow whose first poll fails; after a start of n8n while Pelcro is away, it would stay
 * silent for ever. The next poll makes it good.
 */
function noteFailure(context: IPollFunctions, error: unknown): null {
	context.logger.warn(
		'The first poll of the Pelcro Changes Trigger failed; the next one makes it good',
		{
			message: error instanceof Error ? error.message : String(error),
		},
	);
	return null;
}

async function pollOnce(
	context: IPollFunctions,
	name: string,
): Promise<INodeExecutionData[][] | null> {
	const { session, list, request, written } = await open(context, `poll ${name}`);
	const data: unknown = context.getWorkflowStaticData('node');
	const kept = isDataObject(data) ? data : {};
	const watch = chosenWatch(reader(context), nameOf(session, request, written));
	const { changes, known } = await look(
		inOneForm(readerOf(session, list, request)),
		watch,
		readKnown(kept.known),
	);
	const toKeep = writeKnown(known);
	// Where something beside them cannot be read, the next poll finds the same changes again.
	const items = await itemsOf(context, session, list, changes);
	if (toKeep !== kept.known) kept.known = toKeep;
	return items.length === 0 ? null : [items];
}

/** For 'Fetch Test Event': the newest record, whether it is known or not. Nothing is noted. */
async function showNewest(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const { session, list, request } = await open(context, `poll in the editor`);
	const { records } = await readNewest(inOneForm(readerOf(session, list, request)), () => true);
	const newest = oldestFirst(records).at(-1);
	if (newest === undefined) return null;
	const shown = { kind: 'created', record: newest, previous: {} } as const;
	return [await itemsOf(context, session, list, [shown])];
}

interface Opened {
	session: Session;
	list: PelcroList;
	request: PelcroRequest;
	/** The filters as they are written, where they have expressions. */
	written: string | undefined;
}

/** @param lane polls of one node take turns with everything else that calls Pelcro */
async function open(context: IPollFunctions, lane: string): Promise<Opened> {
	const read = reader(context);
	const list = chosenList(read);
	const written = writtenFilters(context.getNode().parameters, list);
	const request = chosenRequest(read, list, context.getTimezone());
	const session = await openSession(context);
	if (context.getMode() === 'manual') return { session, list, request, written };
	// Nobody waits in front of the editor, so a poll has patience.
	const patient = { lane, failureTries: FAILURE_TRIES, maximumWaitMs: POLL_WAIT_MS };
	return { session: { ...session, ...patient }, list, request, written };
}

/**
 * Names what is watched, so that what is known of something else is not taken for it.
 *
 * @param written the filters as they are written, where they have expressions: their values may be others at each poll
 */
function nameOf(
	{ account, credentials }: Session,
	{ path, query }: PelcroRequest,
	written: string | undefined,
): string {
	const narrowed = written === undefined ? query : [query?.expand, written];
	const watched = JSON.stringify([account, credentials.siteId, path, narrowed]);
	return createHash('sha256').update(watched).digest('base64url').slice(0, 16);
}

/** In the shape of the Pelcro Trigger's items, so that a workflow can change from one to the other. */
async function itemsOf(
	context: IPollFunctions,
	session: Session,
	list: PelcroList,
	changes: readonly Change[],
): Promise<INodeExecutionData[]> {
	const created = new Date().toISOString();
	const object = eventObjectOf(list.value);
	const how = writing(reader(context), context.getTimezone());
	const days = dayAttributesOf(list.value);
	const items: RelatedOutput[] = [];
	await inStretches(changes, session, ({ kind, record, previous }) => {
		const event = `${object}.${kind}`;
		const json: IDataObject = {
			event,
			id: `${event}:${String(record.id)}:${hashOf(record)}`,
			created,
			...asWritten(how, { object: record, previous }, days),
		};
		items.push({ resource: list.value, record, json });
	});
	const kinds = wantedKinds(reader(context));
	const related = new RelatedRecords(session, items, kinds, {
		unit: how.amounts,
		currency: '',
	});
	await related.read((error) => {
		throw error;
	});
	return items.map(({ json }) => ({ json: kinds.length > 0 ? withRecordsLast(json) : json }));
}

import { createHash } from 'crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { apiNameOf } from '../../common/events/eventNames';
import { readNewest } from '../../common/reading/newest';
import { readerOf } from '../../common/reading/pelcroList';
import { recordId } from '../../common/reading/recordId';
import { listRequest } from '../../Pelcro/lists';
import { openSession, type Session } from '../../transport/account/session';
import { PelcroRequestError } from '../../transport/failures/requestError';
import { catchesUp, filterOf } from '../form/settings';
import { nodeKey } from '../registration/drawer';
import { isTest, keptForDelivery } from '../registration/keptData';
import { dropFloors, keepFloors, raiseFloors, readFloors } from './floors';
import { watchedLists, type WatchedList } from './lists';
import { givesUp, looksOf, mayLook, type Looks } from './looks';
import { DELIVERY_WAIT_MS, CAUGHT_UP_RECORDS } from '../../transport/limits';

/** A record that was created, and the event that tells of it. */
export interface CreatedRecord {
	event: string;
	record: IDataObject;
}

/** What is read of a list at a look. */
interface Found {
	newest: number;
	missed: IDataObject[];
}

type TriggerContext = IHookFunctions | IWebhookFunctions;

/**
 * At a publication: notes up to which record the lists are known, so that it can be told later what was created
 * meanwhile. What is noted already stays. A failure is only logged; the first delivery then begins.
 */
export async function noteBeginnings(context: IHookFunctions): Promise<void> {
	if (context.getActivationMode() === 'manual') return;
	if (!catchesUp(context)) {
		dropFloors(context);
		return;
	}
	await logged(context, async () => {
		const watched = watchedLists(filterOf(context).events);
		const opened = await open(context);
		keepFloors(
			context,
			opened.account,
			watched.map(({ list }) => list.value),
		);
		const known = readFloors(context, opened.account);
		const unknown = watched.filter(({ list }) => known[list.value] === undefined);
		await Promise.all(
			unknown.map(async (entry) => {
				await logged(context, async () => (await lookAt(context, opened, entry)).settle());
			}),
		);
	});
}

/**
 * With any delivery: nobody has to look for its records any more. Only the floors of lists that are still to be looked
 * at stay where they are, so that the look finds what it is to find.
 */
export async function noteDelivered(
	context: IWebhookFunctions,
	delivered: readonly CreatedRecord[],
): Promise<void> {
	if (!isWatching(context)) return;
	const { settled } = listsOf(context);
	const known = delivered.flatMap(({ event, record }) => {
		const watched = settled.find((entry) => apiNameOf(entry.event) === apiNameOf(event));
		return watched === undefined ? [] : [{ list: watched.list.value, record }];
	});
	if (known.length === 0) return;
	await logged(context, async () => {
		const { account } = await open(context);
		for (const { list, record } of known) {
			raiseFloors(context, account, { [list]: recordId(record) });
		}
	});
}

/** What was created since the last record that was seen. */
export interface Missed {
	/** Oldest first in each list; some may have been delivered meanwhile. */
	created: CreatedRecord[];
	/** Notes that it has been handed out. Until then the next look finds it again. */
	settle: () => void;
}

/**
 * With a delivery: looks once in each process, and once after each registration, for records that were created since
 * the last one that was seen. A look that fails is logged, and repeated with a later delivery.
 *
 * @param now Unix ms
 * @returns undefined where nobody had to look; so the call has taken no time
 */
export async function findMissed(
	context: IWebhookFunctions,
	now: number,
): Promise<Missed | undefined> {
	if (!isWatching(context)) return undefined;
	const { looks, left } = listsOf(context);
	if (left.length === 0 || !mayLook(looks, now)) return undefined;
	looks.isUnderWay = true;
	looks.begunAt = now;
	const found = await logged(context, async () => {
		const opened = await open(context);
		return await Promise.all(
			left.map(async (entry) => await lookFor(context, opened, looks, entry)),
		);
	});
	looks.isUnderWay = false;
	const missed = found?.flatMap((one) => one ?? []) ?? [];
	return {
		created: missed.flatMap(({ created }) => created),
		settle: () => missed.forEach(({ settle }) => settle()),
	};
}

/** @returns undefined where the look has failed */
async function lookFor(
	context: IWebhookFunctions,
	opened: Opened,
	looks: Looks,
	entry: WatchedList,
): Promise<Missed | undefined> {
	const { list, event } = entry;
	return await logged(context, async () => {
		const { records, settle } = await lookAt(context, opened, entry).catch((error: unknown) => {
			if (isRefusal(error) && givesUp(looks, list.value)) {
				context.logger.warn('Catch Up gives a list up that Pelcro refuses', { event });
			}
			throw error;
		});
		return {
			created: records.map((record) => ({ event, record })),
			settle: () => {
				looks.done.add(list.value);
				settle();
			},
		};
	});
}

/** Whether it is refused for good, as far as one can see: it is not that Pelcro is away. */
function isRefusal(error: unknown): boolean {
	return error instanceof PelcroRequestError && error.kind === 'yours';
}

function isWatching(context: IWebhookFunctions): boolean {
	return catchesUp(context) && !isTest(context);
}

/** What was looked at in this process since the node's registration, and what was not. */
function listsOf(context: IWebhookFunctions) {
	const registration = keptForDelivery(context).registered?.registration ?? 0;
	const looks = looksOf(nodeKey(context), registration);
	const watched = watchedLists(filterOf(context).events);
	const left = watched.filter(({ list }) => !looks.done.has(list.value));
	const settled = watched.filter(({ list }) => looks.done.has(list.value));
	return { looks, left, settled };
}

interface Opened {
	session: Session;
	/** Names account and site. */
	account: string;
}

async function open(context: TriggerContext): Promise<Opened> {
	const session = { ...(await openSession(context)), maximumWaitMs: DELIVERY_WAIT_MS };
	const name = JSON.stringify([session.account, session.credentials.siteId]);
	const account = createHash('sha256').update(name).digest('base64url').slice(0, 12);
	return { session, account };
}

/** What a look at a list has found. */
interface LookedAt {
	/** Oldest first; nothing where there was no floor yet. */
	records: IDataObject[];
	/** Raises the floor to what was found. */
	settle: () => void;
}

/** Looks for what was created in a list since its floor. */
async function lookAt(
	context: TriggerContext,
	{ session, account }: Opened,
	{ list, event }: WatchedList,
): Promise<LookedAt> {
	const floor = readFloors(context, account)[list.value];
	const request = listRequest(list, () => undefined, context.getTimezone());
	const reader = readerOf(session, list, request, CAUGHT_UP_RECORDS);
	const { newest, missed } = await since(floor, async (isKnown) => {
		return (await readNewest(reader, isKnown)).records;
	});
	const settle = () => raiseFloors(context, account, { [list.value]: newest });
	if (missed.length < CAUGHT_UP_RECORDS) return { records: missed, settle };
	context.logger.warn(
		`More than ${CAUGHT_UP_RECORDS} records may have been created while nobody listened; Catch Up starts for the newest ${CAUGHT_UP_RECORDS} only`,
		{ event },
	);
	return { records: missed.slice(-CAUGHT_UP_RECORDS), settle };
}

/** @param read reads the newest records of a list, back to a known one */
async function since(
	floor: number | undefined,
	read: (isKnown: (id: number) => boolean) => Promise<IDataObject[]>,
): Promise<Found> {
	const seen = new Set<number>();
	// Without a floor the first page is enough; too many count as known, so that reading ends.
	const records = await read((id) => {
		seen.add(id);
		return floor === undefined || id <= floor || seen.size >= CAUGHT_UP_RECORDS;
	});
	const sorted = [...records].sort((one, other) => recordId(one) - recordId(other));
	const last = sorted.at(-1);
	const newest = Math.max(floor ?? 0, last === undefined ? 0 : recordId(last));
	const missed = sorted.filter((record) => floor !== undefined && recordId(record) > floor);
	return { newest, missed };
}

/** Neither a publication nor a delivery is lost because of what fails here. @returns undefined where it failed */
async function logged<Result>(
	context: TriggerContext,
	work: () => Promise<Result>,
): Promise<Result | undefined> {
	return await work().catch((error: unknown) => {
		context.logger.warn('Catch Up could not look for what was created while nobody listened', {
			message: error instanceof Error ? error.message : String(error),
		});
		return undefined;
	});
}

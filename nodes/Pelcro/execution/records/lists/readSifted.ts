import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import { hasId, listIn, recordOf } from '../../../../transport/lists/envelope';
import { fetchPage, fetchRecords } from '../../../../transport/lists/paging';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import type { AskedCondition } from '../../request/buildRequest';
import { isEmpty } from '../../values/isEmpty';
import type { Writing } from './attributes';
import { conditionsOf } from './conditions';
import { Sifting } from './sifting';
import { sorted } from './sorted';
import { comparedBy, SortKeyReader, sortRules, type SortKeys } from './sorting';

/** A list, and what the node itself does with it. */
export interface SiftedList {
	request: PelcroRequest;
	conditions: readonly AskedCondition[];
	/** The order that the node makes, as Pelcro would be asked for it. */
	order: string | undefined;
	/** How the user writes what records are compared with. */
	writing: Writing;
	/** The most records that are wanted; undefined for all. */
	limit: number | undefined;
}

type Shape = (record: IDataObject) => IDataObject;

/**
 * Reads the records of a list that meet conditions, in an order that Pelcro need not know. A list that is put in order
 * is read whole.
 *
 * @param shape what to keep of a record
 * @throws as fetchRecords; FieldError where the records do not have what a condition or the order is about
 */
export async function readSifted(
	session: Session,
	{ request, conditions, order, writing, limit }: SiftedList,
	shape: Shape,
): Promise<{ records: IDataObject[]; sifting: Sifting }> {
	const within = await readWithin(session, request, conditions);
	const left = within === undefined ? conditions : within.left;
	const sifting = new Sifting(conditionsOf(left, writing));
	const making = order ?? (within && sortOf(request));
	const rules = making === undefined ? undefined : sortRules(making);
	const sorting = rules && new SortKeyReader(rules, writing);
	const keep: Shape = (record) =>
		sorting === undefined
			? { shaped: shape(record) }
			: { shaped: shape(record), keys: [...sorting.keysOf(record)] };
	const wanted = rules === undefined ? limit : undefined;
	const sieve = left.length > 0 ? sifting.isWanted : undefined;
	const kept =
		within === undefined
			? await fetchRecords(session, request, wanted, keep, sieve)
			: within.records.filter(sifting.isWanted).map(keep);
	sifting.refuseUnknown();
	sorting?.refuseUnknown();
	// The casts: `keep` has made them so.
	const compare = rules && comparedBy(rules);
	const inOrder =
		compare === undefined
			? kept
			: await sorted(
					kept,
					(one, other) => compare(one.keys as SortKeys, other.keys as SortKeys),
					session,
				);
	const records = inOrder.slice(0, limit).map(({ shaped }) => shaped as IDataObject);
	return { records, sifting };
}

/**
 * How many records a list has without its filters.
 *
 * @returns undefined where the request has no filters
 * @throws as sendRequest
 */
export async function countUnfiltered(
	session: Session,
	request: PelcroRequest,
): Promise<number | undefined> {
	const { query = {} } = request;
	const rest = Object.entries(query).filter(([name]) => !/^filter\[/.test(name));
	if (rest.length === Object.keys(query).length) return undefined;
	const unfiltered = { ...request, query: Object.fromEntries(rest) };
	const { total, records } = await fetchPage(session, unfiltered, 1, 1);
	return total ?? records.length;
}

/**
 * The records that another one has as its relation, in one call; and what is still to be looked at. That a relation has
 * them all is a guess; the reference only names it.
 *
 * @returns undefined where no condition is met by such a relation, the list is to expand something, or Pelcro does not
 * answer with the records
 */
async function readWithin(
	session: Session,
	{ query = {}, scope }: PelcroRequest,
	conditions: readonly AskedCondition[],
): Promise<{ records: IDataObject[]; left: AskedCondition[] } | undefined> {
	const asked = conditions.find(({ field }) => field.condition?.within !== undefined);
	const within = asked?.field.condition?.within;
	if (within === undefined || Object.keys(query).some((name) => name !== 'sort')) return undefined;
	const id = String(asked?.value);
	const path = within.path.replace('{id}', encodeURIComponent(id));
	const answer = await sendRequest(session, {
		method: 'GET',
		path,
		query: { expand: within.relation },
		scope,
		expects: 'record',
	});
	const records = listIn(recordOf(answer)[within.relation]);
	if (records === undefined || !records.every(hasId)) return undefined;
	const left = conditions.filter((one) => one !== asked);
	return { records: records.map((one) => ownedBy(one, id)), left };
}

/** A record that comes with its customer may not say whose it is. */
function ownedBy(record: IDataObject, id: string): IDataObject {
	return isEmpty(record.user_id) ? { ...record, user_id: Number(id) } : record;
}

function sortOf({ query = {} }: PelcroRequest): string | undefined {
	return isEmpty(query.sort) ? undefined : String(query.sort);
}

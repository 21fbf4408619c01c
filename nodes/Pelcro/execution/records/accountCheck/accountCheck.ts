import { randomUUID } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import type { Answer } from '../../../../transport/failures/outcome';
import { PelcroRequestError } from '../../../../transport/failures/requestError';
import { pageOf } from '../../../../transport/lists/envelope';
import { requestAnswer, type PelcroRequest } from '../../../../transport/request';
import {
	allowance,
	clockDifference,
	emptyMetadata,
	formOfTimes,
	listEnvelope,
	row,
	yesNoValues,
	type CheckRow,
} from './observations';

/** A list to look at. */
export interface CheckedList {
	/** As in the Resource list. */
	name: string;
	/** Below the base URL, e.g. `/customers`. */
	path: string;
}

/** What became of the call for one list. */
interface LookedAt {
	list: CheckedList;
	answer: Answer | undefined;
	/** undefined for a connection that failed, or an answer that was fine. */
	refusedWith: number | undefined;
}

/** What a refusal means here; Pelcro's own words may hold names, so they are not repeated. */
const REFUSED: Readonly<Record<number, string>> = {
	401: 'Pelcro does not accept the API Key',
	403: 'The API Key may not read this, or not on this site',
	404: 'Pelcro does not know this list here; on all lists, the Site ID does not fit',
};

/**
 * Reads one record of each list, and tells what was seen in rows for people: what the key can see, whether the site fits,
 * what is left of the allowance, the difference of the clocks, and which of the package's guesses hold.
 *
 * @param scope of the item: site and waits
 * @param now tells Unix time in ms
 * @throws CancelledError when the execution stops
 */
export async function checkAccount(
	session: Session,
	lists: readonly CheckedList[],
	scope: PelcroRequest['scope'],
	now: () => number,
): Promise<IDataObject[]> {
	const look = async (list: CheckedList, query: IDataObject) =>
		await lookAt(session, list, { ...(scope && { scope }), query });
	const looks = await Promise.all(
		lists.map(async (list) => await look(list, { page: 1, limit: 1 })),
	);
	const answers = looks.flatMap(({ answer }) => answer ?? []);
	const [first] = answers;
	const records = answers.flatMap((answer) => pageOf(answer.body).records);
	const customers = lists.find(({ path }) => path === '/customers');
	return [
		siteRow(looks),
		...looks.map(listRow),
		...(first === undefined
			? []
			: [
					...allowance(answers.at(-1) ?? first, now()),
					clockDifference(first, now()),
					listEnvelope(first.body),
					emptyMetadata(records),
					yesNoValues(records),
					formOfTimes(records),
				]),
		...(customers === undefined
			? []
			: await Promise.all([filterRow(look, customers), sortRow(look, customers)])),
	];
}

type Look = (list: CheckedList, query: IDataObject) => Promise<LookedAt>;

async function lookAt(
	session: Session,
	list: CheckedList,
	more: Partial<PelcroRequest>,
): Promise<LookedAt> {
	const request: PelcroRequest = { method: 'GET', path: list.path, expects: 'list', ...more };
	return await requestAnswer(session, request).then(
		(answer) => ({ list, answer, refusedWith: undefined }),
		(error: unknown) => {
			if (!(error instanceof PelcroRequestError)) throw error;
			return { list, answer: undefined, refusedWith: error.status };
		},
	);
}

function siteRow(looks: readonly LookedAt[]): CheckRow {
	const seen = looks.filter(({ answer }) => answer !== undefined).length;
	const details = `${seen} of ${looks.length} lists can be read`;
	if (seen > 0) return row('Site and Key', 'OK', details, seen);
	const [refusal] = looks.map(({ refusedWith }) => refusedWith);
	return row('Site and Key', 'Look here', `${details}: ${reason(refusal)}`, seen);
}

function listRow({ list, answer, refusedWith }: LookedAt): CheckRow {
	const check = `List: ${list.name}`;
	if (answer === undefined) return row(check, 'Not available', reason(refusedWith));
	const { total, lastPage, records } = pageOf(answer.body);
	const count = total ?? lastPage ?? records.length;
	return row(check, 'OK', `${count} ${count === 1 ? 'record' : 'records'}`, count);
}

function reason(status: number | undefined): string {
	if (status === undefined) return 'Pelcro did not answer';
	return `${REFUSED[status] ?? 'Pelcro refused the call'} (HTTP ${status})`;
}

/** A filter for an email that nobody has must find nobody. */
async function filterRow(look: Look, customers: CheckedList): Promise<CheckRow> {
	const email = `${randomUUID()}@nobody.invalid`;
	const { answer, refusedWith } = await look(customers, {
		page: 1,
		limit: 1,
		'filter[email]': `eq:${email}`,
	});
	const check = 'Guess: Filters';
	if (answer === undefined) return row(check, 'Look here', reason(refusedWith));
	const isIgnored = pageOf(answer.body).records.length > 0;
	return isIgnored
		? row(check, 'Look here', 'A filter for nobody’s email finds somebody: filters are ignored')
		: row(check, 'OK', 'A filter for nobody’s email finds nobody');
}

async function sortRow(look: Look, customers: CheckedList): Promise<CheckRow> {
	const { answer, refusedWith } = await look(customers, { page: 1, limit: 2, sort: '-id' });
	const check = 'Guess: Sorting';
	if (answer === undefined) return row(check, 'Look here', reason(refusedWith));
	const [one, other] = pageOf(answer.body).records.map(({ id }) => Number(id));
	if (one === undefined || other === undefined) {
		return row(check, 'Not available', 'There are too few customers to see an order');
	}
	return one > other
		? row(check, 'OK', 'Customers sorted by ID come in that order')
		: row(check, 'Look here', 'Customers sorted by ID do not come in that order');
}

import { randomUUID } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import { pageOf } from '../../../../transport/lists/envelope';
import type { PelcroRequest } from '../../../../transport/request';
import { Looks, type CheckedList, type LookedAt } from './looks';
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

/** What a refusal means here; Pelcro's own words may hold names, so they are not repeated. */
const REFUSED: Readonly<Record<number, string>> = {
	401: 'Pelcro does not accept the API Key',
	403: 'The API Key may not read this, or not on this site',
	404: 'Pelcro does not know this list here; on all lists, the Site ID or the Base URL does not fit',
	429: 'The allowance of calls a minute is used up by others',
};

/** The same where the status alone does not tell. */
const NO_LIST =
	'What came is no list of Pelcro’s: something else may answer in its place, e.g. a web page, a login or a proxy. Look at the Base URL';
const NOT_ASKED = 'Not looked at, since Pelcro did not answer before';

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
	const look = new Looks(session, scope);
	const customers = lists.find(({ path }) => path === '/customers');
	const others = lists.filter((list) => list !== customers);
	const looks = await look.atLists(customers === undefined ? others : [customers, ...others]);
	const answers = looks.flatMap(({ answer }) => answer ?? []);
	const [first] = answers;
	const records = answers.flatMap((answer) => pageOf(answer.body).records);
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

function siteRow(looks: readonly LookedAt[]): CheckRow {
	const seen = looks.filter(({ answer }) => answer !== undefined).length;
	const details = `${seen} of ${looks.length} lists can be read`;
	if (seen > 0) return row('Site and Key', 'OK', details, seen);
	const [first] = looks;
	return row('Site and Key', 'Look here', `${details}: ${first ? reason(first) : NOT_ASKED}`, seen);
}

function listRow(look: LookedAt): CheckRow {
	const { list, answer } = look;
	const check = `List: ${list.name}`;
	if (answer === undefined) return row(check, 'Not available', reason(look));
	const { total, lastPage, records } = pageOf(answer.body);
	const count = total ?? lastPage ?? records.length;
	return row(check, 'OK', `${count} ${count === 1 ? 'record' : 'records'}`, count);
}

function reason({ refusal }: LookedAt): string {
	if (refusal === undefined) return NOT_ASKED;
	const { status } = refusal;
	if (status === undefined) return 'Pelcro did not answer';
	const meaning = REFUSED[status] ?? (status < 400 ? NO_LIST : undefined);
	const fallback = status >= 500 ? 'Pelcro failed' : 'Pelcro refused the call';
	return `${meaning ?? fallback} (HTTP ${status})`;
}

/** A filter for an email that nobody has must find nobody. */
async function filterRow(look: Looks, customers: CheckedList): Promise<CheckRow> {
	const email = `${randomUUID()}@nobody.invalid`;
	const looked = await look.at(customers, {
		page: 1,
		limit: 1,
		'filter[email]': `eq:${email}`,
	});
	const { answer } = looked;
	const check = 'Guess: Filters';
	if (answer === undefined) return row(check, 'Look here', reason(looked));
	const isIgnored = pageOf(answer.body).records.length > 0;
	return isIgnored
		? row(check, 'Look here', 'A filter for nobody’s email finds somebody: filters are ignored')
		: row(check, 'OK', 'A filter for nobody’s email finds nobody');
}

async function sortRow(look: Looks, customers: CheckedList): Promise<CheckRow> {
	const looked = await look.at(customers, { page: 1, limit: 2, sort: '-id' });
	const { answer } = looked;
	const check = 'Guess: Sorting';
	if (answer === undefined) return row(check, 'Look here', reason(looked));
	const [one, other] = pageOf(answer.body).records.map(({ id }) => Number(id));
	if (one === undefined || other === undefined) {
		return row(check, 'Not available', 'There are too few customers to see an order');
	}
	return one > other
		? row(check, 'OK', 'Customers sorted by ID come in that order')
		: row(check, 'Look here', 'Customers sorted by ID do not come in that order');
}

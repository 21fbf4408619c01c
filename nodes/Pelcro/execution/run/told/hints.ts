import type { NodeExecutionHint } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import { INCLUDED } from '../../../shared/included';
import type { NothingFound, RunNotes } from '../run';
import type { Savings } from './savings';
import { SHORTEST_WAIT_TOLD_MS } from '../../../../transport/limits';

const UNKNOWN_CURRENCY: NodeExecutionHint = {
	message:
		"The currency of some amounts is not known, so their names say in which unit they are, e.g. balance_minor_units with 1050 for 10.50 USD. Enter the currency in Options under 'Currency of Amounts'.",
	type: 'warning',
	location: 'outputPane',
};

type Counts = Pick<Session, 'statistics' | 'credentials' | 'throttle'>;

/**
 * Tells the user that the run waited for Pelcro's limit, had to repeat calls, or spared some, and that the currency of
 * amounts is not known, or not one.
 *
 * @param currencies of the amounts that come out
 */
export function hintsFor(
	session: Counts,
	{ savings, notes }: { savings: Savings; notes: RunNotes },
	currencies: readonly string[],
): NodeExecutionHint[] {
	return [
		...countHints(session, savings),
		...told(currencyParts(currencies), 'info'),
		...(notes.unknownCurrency ? [UNKNOWN_CURRENCY] : []),
		...told(leftAloneParts(notes.leftAlone), 'warning'),
		...told(notKeptParts(notes.onceKeysNotKept), 'warning'),
		...told(nothingFoundParts(notes.nothingFound), 'warning'),
		...told(missingParts(notes.missing), 'warning'),
	];
}

/** Who adds up a column of a list gets a number in any case. */
function currencyParts(currencies: readonly string[]): string[] {
	if (currencies.length < 2) return [];
	return [
		`the amounts are in ${currencies.length} currencies (${currencies.join(', ')}): add them up for each currency by itself, e.g. with currency among the Fields to Split By of a Summarize node`,
	];
}

function countHints(
	{ statistics, credentials, throttle }: Counts,
	savings: Savings,
): NodeExecutionHint[] {
	const { retries } = statistics;
	const awayMs = throttle.awayMs - statistics.awayBeforeMs;
	const waitedMs = statistics.waitedMs - awayMs;
	const parts = [
		...(awayMs >= SHORTEST_WAIT_TOLD_MS
			? [`Pelcro was away for ${Math.round(awayMs / 1000)} s`]
			: []),
		...(waitedMs >= SHORTEST_WAIT_TOLD_MS
			? [
					`waited ${Math.round(waitedMs / 1000)} s for Pelcro’s limit of ${credentials.requestsPerMinute} a minute`,
				]
			: []),
		...(retries > 0 ? [`${retries} ${retries === 1 ? 'call was' : 'calls were'} retried`] : []),
		...savedParts(statistics.calls, savings),
	];
	return [
		...told(parts, 'info'),
		...told(unsettledParts(statistics.unsettled), 'warning'),
		...told(unendedParts(statistics.unendedFiles), 'warning'),
	];
}

/** What an update did not change although its field was there: an expression that finds nothing may be misspelt. */
function leftAloneParts(fields: ReadonlyMap<string, number>): string[] {
	return [...fields].map(
		([label, items]) =>
			`'${label}' stayed as it was for ${counted(items)} ${items === 1 ? 'item' : 'items'}, as the expression found nothing`,
	);
}

function told(parts: readonly string[], type: 'info' | 'warning'): NodeExecutionHint[] {
	if (parts.length === 0) return [];
	const text = parts.join('; ');
	const message = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
	return [{ message, type, location: 'outputPane' }];
}

function unsettledParts(records: number): string[] {
	if (records === 0) return [];
	const some = records === 1 ? '1 record' : `${counted(records)} records`;
	return [
		`Pelcro’s list kept changing while it was read, or has more records than it hands out: ${some} may be missing. Run this again to be sure`,
	];
}

function unendedParts(files: number): string[] {
	if (files === 0) return [];
	const some = files === 1 ? 'A file' : `${counted(files)} files`;
	return [`${some} ended without a line end, so the last row may be cut: compare it with Pelcro`];
}

function notKeptParts(records: number): string[] {
	if (records === 0) return [];
	const some = records === 1 ? '1 record' : `${counted(records)} records`;
	return [
		`Pelcro has not stored the Once Key of ${some}, so a second run would not recognise what was created`,
	];
}

function nothingFoundParts(nothing: NothingFound | undefined): string[] {
	if (nothing === undefined) return [];
	const { labels, among, whatThereIs } = nothing;
	const asked = labels.length === 0 ? 'the filters' : labels.join(' and ');
	const records = among === 1 ? '1 record' : `${counted(among)} records`;
	return [
		`nothing meets ${asked}, though the list has ${records}`,
		...(whatThereIs === '' ? [] : [whatThereIs]),
	];
}

function missingParts(missing: RunNotes['missing']): string[] {
	return [...missing].map(([kind, records]) => {
		const named = records === 1 ? '1 record names' : `${counted(records)} records name`;
		const { one, attributes } = INCLUDED[kind];
		return `${named} a ${one} that Pelcro does not have any more, so ${attributes.join(', ')} are empty there`;
	});
}

function savedParts(calls: number, { oneByOne, unchanged, writes }: Savings): string[] {
	return [
		...(unchanged > 0
			? [`${counted(unchanged)} of ${counted(writes)} records were the same already`]
			: []),
		...(calls < oneByOne
			? [`${counted(calls)} ${calls === 1 ? 'call' : 'calls'} instead of ${counted(oneByOne)}`]
			: []),
	];
}

function counted(number: number): string {
	return number.toLocaleString('en-US');
}

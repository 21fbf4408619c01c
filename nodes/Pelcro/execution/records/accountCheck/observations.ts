import type { IDataObject } from 'n8n-workflow';

import { isYesNo } from '../../../../common/yesNo';
import { isDataObject } from '../../../../transport/dataObject';
import type { Answer } from '../../../../transport/failures/outcome';
import { readRateLimit } from '../../../../transport/limiter/rateLimitHeaders';
import { SECONDS_APART } from '../../../../transport/limits';

/** One row of the check, for people. It holds counts, known names of attributes and our own words, never a value. */
export interface CheckRow {
	[name: string]: string | number | null;
	/** What was looked at. */
	check: string;
	/** `OK`, `Not available`, or `Look here` for what the package does not expect. */
	result: 'OK' | 'Not available' | 'Look here';
	/** How many records, where that is what was looked at. */
	count: number | null;
	details: string;
}

export function row(
	check: string,
	result: CheckRow['result'],
	details: string,
	count: number | null = null,
): CheckRow {
	return { check, result, count, details };
}

/** What lists of the framework have beside their records. */
const NAMES_OF_LISTS = new Set(
	`current_page data first_page_url from last_page last_page_url links message meta next_cursor next_page_url path per_page
	prev_cursor prev_page_url status success to total`.split(/\s+/),
);

/**
 * Names of attributes for a report. A name can be anything, also an email: those that are not known are only counted.
 */
function told(names: Iterable<string>, isKnown: (name: string) => boolean): string {
	const all = [...names];
	const known = all.filter(isKnown).sort();
	const others = all.length - known.length;
	const counted = others === 0 ? [] : [`${others} of other names`];
	return [...known, ...counted].join(', ') || 'nothing';
}

/** In which form lists come. Reference: 'Response envelope' (data, links, meta). */
export function listEnvelope(body: unknown): CheckRow {
	const check = 'Guess: Form of Lists';
	if (Array.isArray(body))
		return row(check, 'Look here', 'A bare list, without data, links and meta');
	const names = isDataObject(body) ? Object.keys(body) : [];
	const meta = isDataObject(body) && isDataObject(body.meta) ? Object.keys(body.meta) : [];
	const isKnown = ['data', 'links', 'meta'].every((name) => names.includes(name));
	const isOfLists = (name: string) => NAMES_OF_LISTS.has(name);
	const details = `Has ${told(names, isOfLists)}; meta has ${told(meta, isOfLists)}`;
	return row(check, isKnown ? 'OK' : 'Look here', details);
}

/** In which form empty metadata comes. Reference: amendments, 9 (null, an object or a list). */
export function emptyMetadata(records: readonly IDataObject[]): CheckRow {
	const forms = records.flatMap((record) => {
		if (!('metadata' in record)) return [];
		const { metadata } = record;
		if (metadata === null) return ['null'];
		if (Array.isArray(metadata)) return metadata.length === 0 ? ['an empty list'] : ['a list'];
		const isEmpty = isDataObject(metadata) && Object.keys(metadata).length === 0;
		return isEmpty ? ['an empty object'] : [];
	});
	const seen = [...new Set(forms)];
	const check = 'Guess: Empty Metadata';
	if (seen.length === 0)
		return row(check, 'Not available', 'No record with empty metadata was seen');
	const isKnown = !seen.includes('a list');
	return row(check, isKnown ? 'OK' : 'Look here', `Comes as ${seen.join(' and ')}`);
}

/** Which attributes come as 0 or 1, and which as true or false. Reference: amendments, 4. */
export function yesNoValues(records: readonly IDataObject[]): CheckRow {
	const numbers = new Set<string>();
	const booleans = new Set<string>();
	for (const record of records) {
		for (const [name, value] of Object.entries(record)) {
			if (typeof value === 'boolean') booleans.add(name);
			if ((value === 0 || value === 1) && isYesNo(name)) numbers.add(name);
		}
	}
	const details = `0 or 1: ${told(numbers, isYesNo)}. True or false: ${told(booleans, isYesNo)}`;
	const seen = numbers.size + booleans.size > 0;
	return row('Guess: Yes and No Values', seen ? 'OK' : 'Not available', details);
}

/** In which form times come. Reference: 'Response envelope' (Unix seconds). */
export function formOfTimes(records: readonly IDataObject[]): CheckRow {
	const forms = records.flatMap(({ created_at: time }) => {
		if (typeof time === 'number')
			return [time > 100_000_000_000 ? 'Unix milliseconds' : 'Unix seconds'];
		if (typeof time !== 'string') return [];
		return [/^\d{4}-\d\d-\d\dT/.test(time) ? 'ISO 8601' : 'text of another form'];
	});
	const seen = [...new Set(forms)];
	const check = 'Guess: Times';
	if (seen.length === 0) return row(check, 'Not available', 'No record with created_at was seen');
	const isKnown = !seen.includes('text of another form');
	return row(check, isKnown ? 'OK' : 'Look here', `created_at comes as ${seen.join(' and ')}`);
}

/** Whether answers tell about the limit, and what is left. Reference: 'Rate limits' (headers INFERRED). */
export function allowance({ status, headers }: Answer, now: number): CheckRow[] {
	const { remaining, resetInMs } = readRateLimit(status, headers, now);
	const limit = String(headers['x-ratelimit-limit'] ?? '');
	if (remaining === undefined) {
		const details =
			'Answers do not say how many calls are left: only a refusal (429) tells about other users of the limit';
		return [row('Rate-Limit Headers', 'Not available', details)];
	}
	const of = /^\d+$/.test(limit) ? ` of ${limit}` : '';
	const reset = resetInMs === undefined ? '' : `; anew in ${Math.ceil(resetInMs / 1000)} s`;
	return [row('Rate-Limit Headers', 'OK', `${remaining}${of} calls are left${reset}`, remaining)];
}

/** @param now Unix time in ms */
export function clockDifference({ headers }: Answer, now: number): CheckRow {
	const date = Date.parse(String(headers.date ?? ''));
	if (Number.isNaN(date)) return row('Clock', 'Not available', 'Answers carry no Date');
	const seconds = Math.round((now - date) / 1000);
	const details =
		seconds === 0
			? 'This machine and Pelcro agree'
			: `This machine is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} Pelcro`;
	return row('Clock', Math.abs(seconds) > SECONDS_APART ? 'Look here' : 'OK', details);
}

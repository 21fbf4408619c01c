import type { IDataObject } from 'n8n-workflow';

import { pelcroTime } from '../../../../common/times';
import { isDataObject } from '../../../../transport/dataObject';
import type { Comparison, PelcroOperation, PelcroProperty } from '../../../shared/types';
import { isEmpty } from '../../values/isEmpty';
import { toMinorUnits } from '../../values/money';
import { isEqualJson } from '../keys/equality';

/** How attributes are compared that Pelcro answers in another form than it takes; the others as they are. */
export type Comparisons = Readonly<Record<string, Comparison>>;

/** How what an operation sends is compared, by its fields. */
export function comparisonsOf({ fields }: Pick<PelcroOperation, 'fields'>): Comparisons {
	return Object.fromEntries([METADATA, ...fields.flatMap(comparisonsOfField)]);
}

const METADATA = ['metadata', 'metadata'] as const;

function comparisonsOfField(field: PelcroProperty): Array<readonly [string, Comparison]> {
	const property = field.routing?.send?.property;
	const comparison = comparisonOf(field);
	const own = property !== undefined && comparison ? [[property, comparison] as const] : [];
	const inside = field.type === 'collection' ? (field.options ?? []) : [];
	return [
		...own,
		...inside.flatMap((option) => ('type' in option ? comparisonsOfField(option) : [])),
	];
}

/** Only what a field says to be a time or a switch is compared as such: a text may look like one. */
function comparisonOf({ comparison, encoding, type }: PelcroProperty): Comparison | undefined {
	if (comparison !== undefined) return comparison;
	if (encoding === 'unixSeconds' || encoding === 'date') return 'time';
	if (encoding !== undefined) return undefined;
	return { dateTime: 'time' as const, boolean: 'switch' as const }[String(type)];
}

type Equal = (sent: unknown, found: unknown, record: IDataObject) => boolean;

/** A text that starts with a day; digits alone are compared as a number. */
const STARTS_WITH_DAY = /^\d{4}-\d\d-\d\d/;

/** Below this, a whole number is no time of ours in Unix seconds (1973). */
const SMALLEST_TIME = 100_000_000;

const BY_COMPARISON: Readonly<Record<Exclude<Comparison, 'instruction'>, Equal>> = {
	clearedWhenLeftOut: isSame,
	digits: (sent, found) => digitsOf(sent) !== '' && digitsOf(sent) === digitsOf(found),
	ignoringCase: (sent, found) => isSame(lowerCase(sent), lowerCase(found)),
	majorUnits: isSameAmount,
	metadata: holdsMetadata,
	never: () => false,
	switch: (sent, found) => isSame(asNumber(sent), asNumber(found)),
	time: (sent, found) => isSame(sent, found) || isSameTime(sent, found),
};

/**
 * Whether a write would change nothing: the record found has every value that would be sent. Where there is any
 * doubt it would change something, for a call too many is better than a change too few. What the record does not
 * show (e.g. a password) counts as changed.
 *
 * @param body what would be sent
 * @param found the record as Pelcro answers it
 */
export function changesNothing(
	body: IDataObject,
	found: IDataObject,
	comparisons: Comparisons = {},
): boolean {
	const left = Object.keys(comparisons).filter(
		(property) => comparisons[property] === 'clearedWhenLeftOut' && !Object.hasOwn(body, property),
	);
	return (
		Object.keys(body).every((property) => holds(property, body[property], found, comparisons)) &&
		// An update that says nothing at all clears nothing.
		(isEmpty(body) ||
			left.every((property) => Object.hasOwn(found, property) && isEmpty(found[property])))
	);
}

/** Whether the record found has the value of one attribute that would be sent. */
export function holds(
	property: string,
	sent: unknown,
	found: IDataObject,
	comparisons: Comparisons = {},
): boolean {
	const comparison = Object.hasOwn(comparisons, property) ? comparisons[property] : undefined;
	if (comparison === 'instruction') return true;
	if (!Object.hasOwn(found, property)) return false;
	const equal = comparison === undefined ? isSame : BY_COMPARISON[comparison];
	return equal(sent, found[property], found);
}

/** Values that mean the same, though one is a text and the other a number. */
function isSame(sent: unknown, found: unknown): boolean {
	if (isEmpty(sent) || isEmpty(found)) return isEmpty(sent) && isEmpty(found);
	if (Array.isArray(sent)) {
		if (!Array.isArray(found) || sent.length !== found.length) return false;
		return sent.every((entry, index) => isSame(entry, found[index]));
	}
	if (isDataObject(sent)) return isDataObject(found) && isSameObject(sent, found);
	// A relation that is shown whole: what is sent is its ID.
	if (isDataObject(found)) return false;
	if (typeof sent === 'string' && typeof found === 'string') return isSameText(sent, found);
	return sent === found || isSameNumber(sent, found);
}

function isSameObject(sent: IDataObject, found: IDataObject): boolean {
	const names = Object.keys(sent);
	if (names.length !== Object.keys(found).length) return false;
	return names.every((name) => Object.hasOwn(found, name) && isSame(sent[name], found[name]));
}

/** Pelcro's framework trims texts. Two texts of digits are no numbers: '0123' is not '123'. */
function isSameText(sent: string, found: string): boolean {
	return sent.trim() === found.trim();
}

/** A number beside a number or a text. A text counts as a number only where it is written like one. */
function isSameNumber(sent: unknown, found: unknown): boolean {
	const number = numberOf(sent);
	return number !== undefined && number === numberOf(found);
}

function numberOf(value: unknown): number | undefined {
	if (typeof value === 'number') return value;
	const isPlain = typeof value === 'string' && /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(value.trim());
	return isPlain ? Number(value) : undefined;
}

/** A switch as Pelcro has it in other places: 1 or 0. */
function asNumber(value: unknown): unknown {
	return typeof value === 'boolean' ? Number(value) : value;
}

/** Both name the same second, in either of Pelcro's forms; a day alone is its midnight in UTC. */
function isSameTime(sent: unknown, found: unknown): boolean {
	const seconds = secondsOf(sent);
	return seconds !== undefined && seconds === secondsOf(found);
}

function secondsOf(value: unknown): number | undefined {
	if (typeof value === 'number') {
		return Number.isInteger(value) && value >= SMALLEST_TIME ? value : undefined;
	}
	const isText = typeof value === 'string' && STARTS_WITH_DAY.test(value.trim());
	const milliseconds = isText ? pelcroTime(value) : undefined;
	return milliseconds === undefined ? undefined : Math.floor(milliseconds / 1000);
}

/**
 * On an update, entries that are not named stay, null removes one, and an empty object removes all. Empty metadata
 * comes as null or as an empty list. Entries are the user's own, so nothing is known of what they mean.
 * Reference: 'Metadata'.
 */
function holdsMetadata(sent: unknown, found: unknown): boolean {
	if (!isDataObject(sent)) return false;
	if (isEmpty(sent)) return isEmpty(found);
	const entries = isEmpty(found) ? {} : found;
	if (!isDataObject(entries)) return false;
	return Object.entries(sent).every(([key, value]) =>
		value === null
			? (entries[key] ?? null) === null
			: Object.hasOwn(entries, key) && isSameEntry(value, entries[key]),
	);
}

/** To the letter, but for a number that is stored as its text. */
function isSameEntry(sent: unknown, found: unknown): boolean {
	if (typeof sent === 'number' && typeof found === 'string') return String(sent) === found;
	if (typeof sent === 'string' && typeof found === 'number') return sent.trim() === String(found);
	if (typeof sent === 'string' && typeof found === 'string') return isSameText(sent, found);
	return isEqualJson(sent, found);
}

/** Sent as people write it (15.50), answered in minor units (1550) of the record's currency. */
function isSameAmount(sent: unknown, found: unknown, { currency }: IDataObject): boolean {
	if (isEmpty(sent) || isEmpty(found)) return isEmpty(sent) && isEmpty(found);
	try {
		return toMinorUnits(sent, '', 'decimal', String(currency)) === numberOf(found);
	} catch {
		return false;
	}
}

function digitsOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number'
		? String(value).replace(/\D/g, '')
		: '';
}

function lowerCase(value: unknown): unknown {
	return typeof value === 'string' ? value.toLowerCase() : value;
}

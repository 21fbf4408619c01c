import { toFilters } from './composed/filters';
import { toJson, toJsonRows } from './composed/json';
import { toMetadata } from './composed/metadata';
import { toRows } from './composed/rows';
import { toSort } from './composed/sort';
import type { Encode, EncodingContext } from './encoding';
import { toMajorUnits, toMinorUnits } from './money';
import { toBoolean, toChoice, toChoices } from './single/choices';
import { toCalendarDay, toExactSeconds, toUnixSeconds } from './single/dates';
import { inRange, toNumber } from './single/numbers';
import { toPhone, toPhoneText } from './single/phones';
import { toRecordCode, toRecordId, toRecordIds, toRecordName } from './single/recordIds';
import { toText } from './single/texts';
import type { Encoding, PelcroProperty } from '../../shared/types';

const BY_ENCODING: Readonly<Record<Encoding, Encode>> = {
	unixSeconds: toUnixSeconds,
	date: toCalendarDay,
	metadata: toMetadata,
	filters: toFilters,
	sort: toSort,
	commaList: (value, field) => toChoices(value, field).join(','),
	recordId: toRecordId,
	recordIds: toRecordIds,
	recordName: toRecordName,
	recordCode: toRecordCode,
	lowerCase: (value, field) => String(toText(value, field)).toLowerCase(),
	phone: toPhone,
	phoneText: toPhoneText,
	number: toNumber,
	money: (value, field, { amounts }) =>
		inRange(toMinorUnits(value, field.displayName, amounts.unit, amounts.currency), field, value),
	moneyInMajorUnits: (value, field, { amounts }) =>
		inRange(toMajorUnits(value, field.displayName, amounts.unit, amounts.currency), field, value),
	rows: (value, field, context) =>
		toRows(value, field, (content, own) => encode(content, own, context)),
	jsonRows: toJsonRows,
	file: toText,
	fieldsToClear: toText,
};

const BY_TYPE: Readonly<Partial<Record<PelcroProperty['type'], Encode>>> = {
	boolean: toBoolean,
	dateTime: BY_ENCODING.unixSeconds,
	json: toJson,
	multiOptions: toChoices,
	number: toNumber,
	options: toChoice,
	resourceLocator: toRecordId,
	string: toText,
};

/**
 * Turns a field's value into what Pelcro expects: by the field's `encoding`, else by its type. Date-times
 * become Unix seconds, IDs integers, lists arrays, JSON is parsed.
 *
 * @throws FieldError that names the field when the value cannot be used
 */
export function encode(value: unknown, field: PelcroProperty, context: EncodingContext): unknown {
	const isCompared = field.type === 'dateTime' && field.condition !== undefined;
	if (isCompared) return toExactSeconds(value, field, context);
	const encodeValue = field.encoding ? BY_ENCODING[field.encoding] : BY_TYPE[field.type];
	return encodeValue === undefined ? value : encodeValue(value, field, context);
}

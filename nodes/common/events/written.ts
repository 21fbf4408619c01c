import type { Zone } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../transport/dataObject';
import { withDaysInUtc } from '../days';
import { convertAmounts, type AmountUnit } from '../money/amounts';
import { convertTimestamps, zoneOf } from '../timestamps';

/** How the records of events come out. */
export interface Writing {
	amounts: AmountUnit;
	/** In which times are ISO 8601; undefined where they stay as Pelcro counts them. */
	zone: Zone | undefined;
}

/** What happened to a record. */
interface Happening {
	object: IDataObject;
	/** What changed attributes were before. */
	previous: IDataObject;
}

/** Under which name what was before is put into the record for a moment. */
const PREVIOUS = ' previous';

/**
 * How a trigger's options want the records.
 *
 * @param timezone of the workflow
 */
export function writingOf({ amounts, times }: IDataObject, timezone: string): Writing {
	return {
		amounts: amounts === 'minor' ? 'minor' : 'decimal',
		zone: times === 'unix' ? undefined : zoneOf(timezone),
	};
}

/**
 * The record, and what was before, with amounts and times as people write them. What was before has the currency of the
 * record.
 *
 * @param days attributes of the record that are calendar days
 */
export function asWritten<Told extends Happening>(
	{ amounts, zone }: Writing,
	told: Told,
	days: readonly string[],
): Told {
	const whole = { ...told.object, [PREVIOUS]: told.previous };
	const { [PREVIOUS]: before, ...object } = convertAmounts(whole, { unit: amounts, currency: '' });
	const previous = isDataObject(before) ? before : {};
	if (zone === undefined) return { ...told, object, previous };
	const readable = (record: IDataObject) => convertTimestamps(withDaysInUtc(record, days), zone);
	return { ...told, object: readable(object), previous: readable(previous) };
}

import type { AmountUnit } from '../../../common/money/amounts';
import type { PelcroProperty } from '../../shared/types';

/**
 * What a field means that was added and is empty: clear the attribute; nothing was given, as a creation has nothing
 * to clear, and an AI agent writes '' for what it was not told; or a mistake, where it was to leave records out.
 */
export type Emptied = 'cleared' | 'notGiven' | 'refused';

/** What an encoding may need besides the value. */
export interface EncodingContext {
	/** The workflow's time zone, for date-times without one. */
	timezone: string;
	/** How amounts of money are written, and their currency where one is given. */
	amounts: { unit: AmountUnit; currency: string };
	emptied: Emptied;
}

/**
 * Turns a field's value, which is not empty, into what Pelcro expects.
 *
 * @throws FieldError that names the field when the value cannot be used
 */
export type Encode = (value: unknown, field: PelcroProperty, context: EncodingContext) => unknown;

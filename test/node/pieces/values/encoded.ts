import { encode } from '../../../../nodes/Pelcro/execution/values/encode';
import type { EncodingContext } from '../../../../nodes/Pelcro/execution/values/encoding';
import type { PelcroProperty } from '../../../../nodes/Pelcro/shared/types';

export const context: EncodingContext = {
	timezone: 'America/Montreal',
	amounts: { unit: 'minor', currency: '' },
	emptied: 'cleared',
};

/** A field that is called Thing. */
export const field = (own: Partial<PelcroProperty>): PelcroProperty => ({
	displayName: 'Thing',
	name: 'thing',
	type: 'string',
	default: '',
	...own,
});

/** What is sent for a value of such a field. */
export const encoded = (
	value: unknown,
	own: Partial<PelcroProperty>,
	more: Partial<EncodingContext> = {},
): unknown => encode(value, field(own), { ...context, ...more });

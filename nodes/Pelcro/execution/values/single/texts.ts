import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';

export function toText(value: unknown, field: PelcroProperty): unknown {
	if (field.typeOptions?.multipleValues) return toTexts(value, field);
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw refuse(field, value, 'text', 'Enter text, or an expression that gives text.');
}

/** A list of texts: entered one by one, as an array, or separated by commas. */
function toTexts(value: unknown, field: PelcroProperty): string[] {
	const list = Array.isArray(value)
		? value
		: typeof value === 'string'
			? value.split(',')
			: [value];
	const single: PelcroProperty = { ...field, typeOptions: undefined };
	return list.map((entry) => String(toText(entry, single)).trim()).filter((entry) => entry !== '');
}

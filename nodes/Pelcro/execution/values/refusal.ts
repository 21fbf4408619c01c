import { FieldError } from '../../../common/fieldError';
import type { PelcroProperty } from '../../shared/types';
import { LONGEST_SHOWN } from '../../../transport/limits';

/**
 * The error for a value that a field cannot take. It shows the value, unless the field is a secret.
 *
 * @param expected completes `'Label' is not …`
 * @param help what to enter in its place, as sentences
 */
export function refuse(
	field: PelcroProperty,
	value: unknown,
	expected: string,
	help: string,
): FieldError {
	const shownValue = field.typeOptions?.password ? '' : ` It is ${shown(value)}.`;
	return new FieldError(`'${field.displayName}' is not ${expected}`, `${help}${shownValue}`);
}

/** A value as an error shows it. */
export function shown(value: unknown): string {
	const text = written(value);
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 3)}…` : text;
}

/** As JSON where JSON has it: it would write NaN as null, and knows no bigint. */
function written(value: unknown): string {
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return String(value);
	}
}

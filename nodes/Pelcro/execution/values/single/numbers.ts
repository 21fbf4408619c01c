import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';

export function toNumber(value: unknown, field: PelcroProperty): number {
	const number = typeof value === 'string' ? Number(value.trim()) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw refuse(field, value, 'a number', 'Enter a number.');
	}
	if (field.typeOptions?.numberPrecision === 0 && !Number.isInteger(number)) {
		throw refuse(field, value, 'a whole number', 'Enter a number without decimals.');
	}
	return inRange(number, field);
}

/** @throws FieldError when the number is less or more than the field allows */
export function inRange(number: number, field: PelcroProperty): number {
	const { minValue = -Infinity, maxValue = Infinity } = field.typeOptions ?? {};
	if (number >= minValue && number <= maxValue) return number;
	const range =
		maxValue === Infinity ? `${minValue} or more` : `between ${minValue} and ${maxValue}`;
	throw refuse(field, number, 'in the allowed range', `Enter a number ${range}.`);
}

import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';

export function toNumber(value: unknown, field: PelcroProperty): number {
	const number = typeof value === 'string' ? Number(value.trim()) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw refuse(field, value, 'a number', 'Enter a number.');
	}
	const { numberPrecision, minValue = -Infinity, maxValue = Infinity } = field.typeOptions ?? {};
	if (numberPrecision === 0 && !Number.isInteger(number)) {
		throw refuse(field, value, 'a whole number', 'Enter a number without decimals.');
	}
	if (number < minValue || number > maxValue) {
		const range =
			maxValue === Infinity ? `${minValue} or more` : `between ${minValue} and ${maxValue}`;
		throw refuse(field, value, 'in the allowed range', `Enter a number ${range}.`);
	}
	return number;
}

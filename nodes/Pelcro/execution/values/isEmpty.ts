import type { IDataObject } from 'n8n-workflow';

/** Whether a value means 'nothing was entered'. An empty locator and an empty collection count; a Date does not. */
export function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.length === 0;
	if (!isPlainObject(value)) return false;
	return '__rl' in value ? isEmpty(value.value) : Object.keys(value).length === 0;
}

/**
 * Whether a value is an object as JSON and forms have it: no list, and no instance of a class such as Date or
 * Luxon's DateTime. (Objects of another realm, as expressions may give them, have another `Object.prototype`.)
 */
export function isPlainObject(value: unknown): value is IDataObject {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

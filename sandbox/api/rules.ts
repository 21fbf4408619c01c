import type { Collection } from '../store/collection';
import type { Metadata } from '../model/records';
import { notFound } from './answers';

/**
 * @param collection where to look
 * @param id id of the path
 * @param model name of the kind's model, for the message
 * @throws Refusal 404 when there is no such record
 */
export function found<R extends { id: number }>(
	collection: Collection<R>,
	id: number,
	model: string,
): R {
	const record = collection.get(id);
	if (record === undefined) throw notFound(model, id);
	return record;
}

/** Whether another record has the value at a unique attribute; text compares without case. */
export function isTaken<R extends { id: number }>(
	collection: Collection<R>,
	attribute: keyof R & string,
	value: unknown,
	ownId?: number,
): boolean {
	return collection.having(attribute, value).some(({ id }) => id !== ownId);
}

/** Metadata after an update: new keys are added, keys set to null are dropped. */
export function mergedMetadata(current: Metadata, changes: unknown): Metadata {
	const given = typeof changes === 'object' && changes !== null ? changes : {};
	const merged = Object.entries({ ...current, ...given });
	return Object.fromEntries(merged.filter(([, value]) => value !== null));
}

/** The fields of a body that were sent, restricted to names; for changes that only touch these. */
export function sent<B extends object, K extends keyof B>(
	body: B,
	names: readonly K[],
): Pick<B, K> {
	const present = names.filter((name) => body[name] !== undefined);
	return Object.fromEntries(present.map((name) => [name, body[name]])) as Pick<B, K>;
}

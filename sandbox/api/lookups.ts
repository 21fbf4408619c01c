import { invalid, spoken } from './answers';
import type { Collection } from '../store/collection';
import type { Dataset } from '../store/dataset';
import type { Customer } from '../model/records';

/** A record named by Pelcro's id, by its id on the previous system, or by both. */
export interface Named {
	id: number | undefined;
	/** Field that brought the id, for messages. */
	idField: string;
	oldId: string | undefined;
	/** Field that brought the old id; follows from the other one when left out. */
	oldIdField?: string;
}

/**
 * Finds a record that a body names.
 *
 * @returns undefined when the body names none
 * @throws Refusal when what is named does not exist, or when the two names differ
 */
export function named<R extends { id: number; old_provider_id: string | null }>(
	collection: Collection<R>,
	names: Named,
): R | undefined {
	const { id, idField, oldId } = names;
	const oldIdField = names.oldIdField ?? idField.replace(/_id$/, '_old_provider_id');
	const byId = id === undefined ? undefined : collection.get(id);
	if (id !== undefined && byId === undefined) {
		throw invalid({ [idField]: [`The selected ${spoken(idField)} is invalid.`] });
	}
	if (oldId === undefined) return byId;
	// typed for every record that has the attribute
	const attribute = 'old_provider_id' as keyof R & string;
	const [byOldId] = collection.having(attribute, oldId);
	if (byOldId === undefined) {
		throw invalid({ [oldIdField]: [`The selected ${spoken(oldIdField)} is invalid.`] });
	}
	if (byId !== undefined && byId.id !== byOldId.id) {
		const message = `The ${spoken(idField)} and ${spoken(oldIdField)} must belong to the same record.`;
		throw invalid({ [oldIdField]: [message] });
	}
	return byOldId;
}

/** As `named`, for a record that must be named. */
export function required<R extends { id: number; old_provider_id: string | null }>(
	collection: Collection<R>,
	names: Named,
): R {
	const record = named(collection, names);
	if (record === undefined) {
		throw invalid({ [names.idField]: [`The ${spoken(names.idField)} field is required.`] });
	}
	return record;
}

/** The customer that a body names. */
export function customerOf(data: Dataset, names: Named): Customer {
	return required(data.customers, { oldIdField: 'customer_old_provider_id', ...names });
}

import { type Answer, deleted, single } from '../api/answers';
import { type Call, idOf } from '../api/call';
import { listed } from '../api/listing';
import { found, mergedMetadata } from '../api/rules';
import type { Collection } from '../store/collection';
import type { Dataset } from '../store/dataset';
import type { PlainRecord } from '../store/records';

type PlainOperation = 'list' | 'get' | 'create' | 'update' | 'delete';

interface PlainResource {
	/** Name of the kind of record, for messages. */
	what: string;
	in: (data: Dataset) => Collection<PlainRecord>;
	/** Attributes of a new record that its body does not bring. */
	defaults?: (call: Call) => Record<string, unknown>;
	/** Called before a record is made or changed; throws a Refusal to stop it. */
	check?: (call: Call, current?: PlainRecord) => void;
	/** Conditions of list parameters that are no `filter[...]`. */
	wanted?: (call: Call) => (record: PlainRecord) => boolean;
}

/**
 * Operations of a resource that is kept by the contract alone: what a body brings is stored as it is,
 * metadata is merged. Resources override what they know better.
 */
export function plainOperations(
	resource: PlainResource,
): Record<PlainOperation, (call: Call) => Answer> {
	const { what, in: collection } = resource;
	return {
		list: (call) => listed(call, collection(call.data), { wanted: resource.wanted?.(call) }),
		get: (call) => single(found(collection(call.data), idOf(call), what)),
		create: (call) => {
			resource.check?.(call);
			const record = collection(call.data).insert({
				created_at: call.now,
				updated_at: call.now,
				...resource.defaults?.(call),
				...call.body,
			});
			return single(record);
		},
		update: (call) => {
			const record = found(collection(call.data), idOf(call), what);
			resource.check?.(call, record);
			const { metadata = {}, _method, ...changes } = call.body;
			const current = (record.metadata ?? {}) as Record<string, unknown>;
			const merged = mergedMetadata(current, metadata);
			const hasMetadata = 'metadata' in record || 'metadata' in call.body;
			Object.assign(record, changes, hasMetadata && { metadata: merged }, {
				updated_at: call.now,
			});
			return single(record);
		},
		delete: (call) => {
			const records = collection(call.data);
			records.remove(found(records, idOf(call), what));
			return deleted();
		},
	};
}

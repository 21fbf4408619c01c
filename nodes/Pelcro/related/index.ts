import type { IDataObject } from 'n8n-workflow';

import type { AmountOutput } from '../../common/money/amounts';
import { isDataObject } from '../../transport/dataObject';
import type { Session } from '../../transport/account/session';
import type { PelcroRequestError } from '../../transport/failures/requestError';
import { attributesOf, noAttributes } from '../execution/output/included';
import { Inclusions } from '../execution/run/inclusions';
import { resources } from '../resources';
import { customerById, INCLUDED, INCLUDED_KINDS, includeSwitch } from '../shared/included';
import type { IncludedKind, Inclusion } from '../shared/types';

export { includeSwitch };
export type { IncludedKind };

/**
 * A door of the action node: attributes of related records (a customer's email and name, a plan's price) beside records
 * that other nodes put out.
 */
export interface RelatedOutput {
	/** The resource that the record is of; undefined where it is of none. */
	resource: string | undefined;
	/** As Pelcro gave it. */
	record: IDataObject;
	/** What comes out for it, which is changed. */
	json: IDataObject;
}

/** Kinds of related records that the form's switches ask for. @param read reads a field of the form */
export function wantedKinds(read: (name: string) => unknown): IncludedKind[] {
	return INCLUDED_KINDS.filter((kind) => read(INCLUDED[kind].field) === true);
}

/** Under which name an output says of which kinds its related records could not be read. */
export const UNREAD = 'unread';

/** The related records of some outputs: what came with the records is put beside them at once, `read` does the rest. */
export class RelatedRecords {
	private readonly inclusions: Inclusions;

	constructor(
		session: Session,
		private readonly outputs: readonly RelatedOutput[],
		kinds: readonly IncludedKind[],
		amounts: AmountOutput,
	) {
		this.inclusions = new Inclusions(session, true);
		const options = { scope: {}, bulkReading: true };
		outputs.forEach(({ resource, record, json }, itemIndex) => {
			for (const kind of kinds) {
				if (resource === kind) Object.assign(json, attributesOf(kind, record, amounts));
				else Object.assign(json, noAttributes(kind));
				const inclusion = resource === kind ? undefined : inclusionOf(resource, kind);
				const included = inclusion === undefined ? [] : [{ ...inclusion, kind }];
				this.inclusions.add({ included, itemIndex, options }, record, json, amounts);
			}
		});
	}

	/**
	 * Reads what did not come with the records, each related record once and many in few calls.
	 *
	 * @param failed what to do about one that cannot be read; what it throws ends the reading
	 */
	async read(failed: (error: PelcroRequestError) => void): Promise<void> {
		if (this.inclusions.wanted === 0) return;
		const missing = (): void => {};
		await this.inclusions.complete({ missing, failed: (_index, error) => failed(error) });
	}

	/** Says of each output which of its related records could not be read, or not yet. */
	markUnread(): void {
		for (const { itemIndex, kind } of this.inclusions.notRead) {
			const json = this.outputs[itemIndex]?.json;
			if (json === undefined) continue;
			json[UNREAD] = [...((json[UNREAD] as string[] | undefined) ?? []), kind];
		}
	}
}

/** The output with whole records behind what stands beside them: n8n's editor lists all attributes of a record first. */
export function withRecordsLast(json: IDataObject): IDataObject {
	const entries = Object.entries(json);
	const isRecord = ([, value]: [string, unknown]): boolean => isDataObject(value);
	const others = entries.filter((entry) => !isRecord(entry));
	return Object.fromEntries([...others, ...entries.filter(isRecord)]);
}

/** By resource and kind, as the resource's own operations name them. */
const OWN_INCLUSIONS = new Map(
	resources.map(({ value, operations }) => [
		value,
		new Map(
			INCLUDED_KINDS.map((kind) => [
				kind,
				operations.map(({ includes }) => includes?.[kind]).find(Boolean),
			]),
		),
	]),
);

/** The resource's own; whose a record is, others name alike. */
function inclusionOf(resource: string | undefined, kind: IncludedKind): Inclusion | undefined {
	const own = resource === undefined ? undefined : OWN_INCLUSIONS.get(resource)?.get(kind);
	return own ?? (kind === 'customer' ? customerById : undefined);
}

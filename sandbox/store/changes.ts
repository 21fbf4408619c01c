type AnyRecord = { id: number };

/** What one request did to one record. */
export interface Change {
	/** Name of its collection. */
	resource: string;
	/** The record as it is now. */
	record: AnyRecord;
	/** Its attributes before; null for a record that is new. */
	before: Record<string, unknown> | null;
	removed: boolean;
}

/**
 * Gathers what happens to records until somebody takes it. Several changes of one record count as one
 * that leads from the first state to the last.
 */
export class ChangeLog {
	private changes = new Map<AnyRecord, Change>();

	/** To be called once the record is stored. */
	inserted(resource: string, record: AnyRecord): void {
		this.changes.set(record, { resource, record, before: null, removed: false });
	}

	/** To be called before the record changes or goes. */
	touched(resource: string, record: AnyRecord, removed: boolean): void {
		const known = this.changes.get(record);
		if (known) known.removed ||= removed;
		else this.changes.set(record, { resource, record, before: { ...record }, removed });
	}

	/** @returns all changes since the last call, in the order in which their records were first met */
	take(): Change[] {
		if (this.changes.size === 0) return [];
		const taken = [...this.changes.values()];
		this.changes = new Map();
		return taken;
	}
}

import { NodeOperationError, type INode } from 'n8n-workflow';

import { toNodeError } from '../common/nodeErrors';
import { TooMuchToKeepError } from './changes/keptState';
import { TooManyRecordsError } from '../common/reading/listReader';
import { KEPT_CHARACTERS } from '../transport/limits';

const NARROW =
	'Narrow the list down with Filters, or start on New Records only, which has no bound.';

/** What goes wrong at a poll, as n8n shows errors. */
export function explained(node: INode, error: unknown): Error {
	if (error instanceof TooManyRecordsError) {
		return new NodeOperationError(
			node,
			`The list has more than ${error.most} records, which is too many to compare them all at each poll`,
			{ description: NARROW },
		);
	}
	if (error instanceof TooMuchToKeepError) {
		return new NodeOperationError(
			node,
			`What has to be kept of ${error.records} records is more than ${KEPT_CHARACTERS / 1_000_000} MB, which n8n would have to write at each change`,
			{
				description: `Switch off Previous Values in the Options (then a short hash of each record is kept), or name a few fields under Changed Field Names or IDs. ${NARROW}`,
			},
		);
	}
	return toNodeError(node, error);
}

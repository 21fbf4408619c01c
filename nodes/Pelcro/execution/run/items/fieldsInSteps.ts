import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../../../../transport/clock';
import type { Stretch } from '../../../../transport/stretch';
import { isShown } from '../../request/buildRequest';
import { readItem, type ItemSource } from '../../request/itemSource';
import type { Run } from '../run';

/** The least that n8n can be asked to work out. */
const SMALLEST_EXPRESSION = '{{ 1 }}';

/**
 * Lets n8n get ready for expressions. The first one of a process takes it as long as some fifty later ones; here that is a
 * step of its own, and does not add to the first item's own expressions.
 */
export async function beginExpressions(
	context: Pick<IExecuteFunctions, 'evaluateExpression'>,
	clock: Clock,
): Promise<void> {
	await clock.sleep(0);
	try {
		context.evaluateExpression(SMALLEST_EXPRESSION, 0);
	} catch {
		// Whether expressions work is for those of the fields to tell, where there are any.
	}
	await clock.sleep(0);
}

/**
 * Reads what an item's request is going to be made of, field by field: n8n works the expressions out, which is most of
 * the work there is with an item. The item remembers what was read. What is wrong with a field is told when the request
 * is made: only then is it known which of the item's faults comes first.
 *
 * @throws as readItem
 */
export async function readItemInSteps(
	run: Pick<Run, 'context' | 'operation'>,
	itemIndex: number,
	stretch: Stretch,
): Promise<ItemSource> {
	const item = readItem(run, itemIndex);
	for (const field of run.operation.fields) {
		if (stretch.isLong) await stretch.pause();
		try {
			if (isShown(field, item.read)) item.read(field.name);
		} catch {
			// Read again for the request, it throws again.
		}
	}
	return item;
}

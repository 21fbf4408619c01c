import type { Importable, ItemOut, N8nHost } from '../../demo/n8n/n8nHost';
import { newMeter, type Usage, usageBetween } from './usage';
import { MEASURED } from './workflows';

/** One run of the measured node in n8n. */
export interface NodeRun extends Usage {
	items: ItemOut[];
}

/**
 * Imports the workflow and runs it to its end in a process of its own.
 *
 * @throws Error when the workflow fails
 */
export async function runNode(host: N8nHost, workflow: Importable): Promise<NodeRun> {
	await host.importWorkflow(workflow);
	const meter = newMeter();
	const { data } = await host.executeWorkflow(workflow.id, meter.env);
	const [task] = data.resultData.runData[MEASURED] ?? [];
	if (task === undefined) throw new Error(`The node '${MEASURED}' did not run`);
	const from = task.startTime;
	const usage = usageBetween(meter.file, from, from + task.executionTime);
	return { ...usage, items: task.data?.main[0] ?? [] };
}

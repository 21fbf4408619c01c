import { randomUUID } from 'node:crypto';

import fastify from 'fastify';

/** A message of OpenAI's chat completions, as far as it is looked at here. */
export interface ModelMessage {
	role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
	content: string | null;
	tool_calls?: Array<{ function: { name: string; arguments: string } }>;
}

/** A tool that was offered to the model. */
export interface OfferedTool {
	name: string;
	description: string;
	/** JSON schema of the arguments. */
	parameters: {
		type: string;
		properties: Record<string, { type: string; description?: string } | undefined>;
		required?: string[];
	};
}

/** What the model was asked. */
export interface ModelRequest {
	model: string;
	messages: ModelMessage[];
	tools?: Array<{ type: 'function'; function: OfferedTool }>;
	stream?: boolean;
}

/** What the model does next: it says something, or it calls tools. */
export type Move = { say: string } | { call: string; with: Record<string, unknown> };

/** Decides on a move with what the model was told, as a real one does. */
export type Turn = (request: ModelRequest) => Move;

/** A chat model that plays a script, at an address of the loopback interface. */
export interface ScriptedModel {
	/** For the Base URL of n8n's OpenAI credential. */
	baseUrl: string;
	/** Every request so far. */
	requests: readonly ModelRequest[];
	/** Sets what happens at the next requests, one turn each. */
	play(turns: Turn[]): void;
	close(): Promise<void>;
}

/** Answers in OpenAI's chat-completions protocol, without streaming; a request beyond the script gets 400. */
export async function startScriptedModel(): Promise<ScriptedModel> {
	const requests: ModelRequest[] = [];
	let script: Turn[] = [];
	const server = fastify({ bodyLimit: 10_000_000 });
	server.post<{ Body: ModelRequest }>('/v1/chat/completions', async (request, reply) => {
		requests.push(request.body);
		const turn = script.shift();
		if (turn === undefined || request.body.stream) {
			return await reply.code(400).send({ error: { message: 'This is not in the script' } });
		}
		return completion(request.body.model, turn(request.body));
	});
	const address = await server.listen({ host: '127.0.0.1', port: 0 });
	return {
		baseUrl: `${address}/v1`,
		requests,
		play: (turns) => {
			script = [...turns];
		},
		close: async () => await server.close(),
	};
}

function completion(model: string, move: Move): object {
	return {
		id: `chatcmpl-${randomUUID()}`,
		object: 'chat.completion',
		created: Math.floor(Date.now() / 1000),
		model,
		choices: [
			{
				index: 0,
				message: { role: 'assistant', ...messageOf(move) },
				finish_reason: 'say' in move ? 'stop' : 'tool_calls',
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

function messageOf(move: Move): object {
	if ('say' in move) return { content: move.say };
	const { call: name, with: args } = move;
	const call = { name, arguments: JSON.stringify(args) };
	return {
		content: null,
		tool_calls: [{ id: `call_${randomUUID()}`, type: 'function', function: call }],
	};
}

/** What the last tool has answered. @throws Error when there is no such answer */
export function lastToolAnswer({ messages }: ModelRequest): string {
	const last = messages.at(-1);
	if (last?.role !== 'tool' || last.content === null) {
		throw new Error(`The last message is no answer of a tool: ${JSON.stringify(last)}`);
	}
	return last.content;
}

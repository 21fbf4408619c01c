import type { AxiosInstance } from 'axios';
import { type AccountOptions, createAccount, type SandboxAccount } from '../../sandbox/client';

/** An account of its own with calls that say in one word what a test expects of them. */
export class Session {
	readonly api: AxiosInstance;

	private constructor(readonly account: SandboxAccount) {
		this.api = account.api();
	}

	/** @param options further options of the account, which has no limit and five customers */
	static async open(url: string, options: AccountOptions = {}): Promise<Session> {
		return new Session(await createAccount(url, { customers: 5, limit: null, ...options }));
	}

	/** What a GET answers as `data`. */
	async read(path: string, params: object = {}) {
		const answer = await this.api.get(path, { params });
		expect(answer.status).toBe(200);
		return answer.data.data;
	}

	/** What a successful POST answers as `data`. */
	async made(path: string, body: object = {}) {
		const answer = await this.api.post(path, body);
		expect(answer.data).toMatchObject({ status: 'success' });
		return answer.data.data;
	}

	/** What a successful PUT answers as `data`. */
	async changed(path: string, body: object) {
		const answer = await this.api.put(path, body);
		expect(answer.data).toMatchObject({ status: 'success' });
		return answer.data.data;
	}

	/** Fields that a POST or PUT is refused for, or the message of the rule that it breaks. */
	async refused(path: string, body: object = {}, method: 'post' | 'put' = 'post') {
		const { status, data } = await this.api[method](path, body);
		expect(status).toBe(400);
		return data.errors === undefined ? data.message : Object.keys(data.errors);
	}
}

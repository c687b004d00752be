/** A thread as a platform offers it: messages are structured-clonable data. */
export interface WorkerThread {
  /** @throws when the message cannot be cloned. */
  post(message: unknown): void;
  /** Replaces the listener. */
  onMessage(listen: (message: unknown) => void): void;
  /** Called once when the thread ends without being asked to, or cannot start. Replaces the listener. */
  onDeath(listen: (reason: string) => void): void;
  /** Whether the process should stay alive for this thread. */
  keepAlive(needed: boolean): void;
  end(): Promise<void>;
}

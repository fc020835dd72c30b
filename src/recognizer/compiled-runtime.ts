import type { CompiledRuntime } from '../contract/worker-life';

/**
 * Starts the runtime from a program that another worker compiled, where there is one; else tells when it is compiled.
 * ONNX Runtime Web takes no compiled program, so it is given one where it asks the browser to compile its own.
 *
 * @param tell sends the program to whoever starts the next worker.
 * @returns takes the program that is to be used.
 */
export function shareCompiledRuntime(
  tell: (runtime: CompiledRuntime) => void,
): (given: CompiledRuntime) => void {
  let known: WebAssembly.Module | undefined;

  async function compiled(source: Response | PromiseLike<Response>): Promise<WebAssembly.Module> {
    if (known !== undefined) {
      void discard(source);
      return known;
    }
    known = await WebAssembly.compileStreaming(source);
    tell({ type: 'compiled-runtime', module: known });
    return known;
  }

  const instantiateStreaming: typeof WebAssembly.instantiateStreaming = async (source, imports) => {
    const module = await compiled(source);
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  Object.assign(WebAssembly, { instantiateStreaming });
  return ({ module }) => {
    known = module;
  };
}

/** What was asked for and is not needed does not have to arrive. */
async function discard(source: Response | PromiseLike<Response>): Promise<void> {
  try {
    await (await source).body?.cancel();
  } catch {
    // It could not be had: it is not needed either.
  }
}

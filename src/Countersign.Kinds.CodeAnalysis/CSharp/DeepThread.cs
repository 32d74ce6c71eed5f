using System.Runtime.ExceptionServices;

namespace Countersign.Kinds.CodeAnalysis.CSharp;

/// <summary>
/// Runs work on a thread with a large stack. The compiler goes down the syntax of a file by calling itself, and looks whether
/// there is room left; with much room what people write always fits, and what is made to break it is refused.
/// </summary>
internal static class DeepThread
{
    private const int StackBytes = 256 * 1024 * 1024;

    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(work, done), StackBytes) { IsBackground = true, Name = "code analysis", Priority = ThreadPriority.BelowNormal };
        thread.Start();
        return done.Task;
    }

    private static void Run<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(work());
        }
        catch (Exception exception)
        {
            done.SetException(ExceptionDispatchInfo.Capture(exception).SourceException);
        }
    }
}

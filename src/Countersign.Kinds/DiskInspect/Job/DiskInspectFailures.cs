using Countersign.Contracts.Errors;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>The one place where what goes wrong with an image becomes a failure of the job.</summary>
internal static class DiskInspectFailures
{
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DiskImageException damaged)
        {
            throw new WorkFailedException(damaged.Code, damaged.Message, damaged.Retryable, inner: damaged);
        }
        catch (IOException failed)
        {
            // Its message may name a path of the server.
            throw new WorkFailedException(
                "image_read_failed", "The image could not be read: the storage reported an error.", retryable: true, inner: failed);
        }
    }
}

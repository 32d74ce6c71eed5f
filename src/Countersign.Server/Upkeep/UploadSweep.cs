using Countersign.Server.Inputs;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Removes uploads that no job, task or schedule names.</summary>
internal sealed class UploadSweep(IUploadStore uploads, IJobStore jobs, IDefinitionStore definitions)
{
    private const int PageSize = 100;

    /// <summary>Removes those that were sent before an instant.</summary>
    /// <returns>How many.</returns>
    /// <remarks>
    /// A job that is submitted with such an upload at the very moment of its removal fails and says so: nobody has used the upload for
    /// as long as jobs are kept.
    /// </remarks>
    public async Task<int> RunAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var named = await ReadNamedAsync(cancellationToken);
        var removed = 0;
        IReadOnlyList<string> page = [];
        do
        {
            page = await uploads.ListAsync(before, page.Count == 0 ? null : page[^1], PageSize, cancellationToken);
            foreach (var uploadId in page.Where(uploadId => !named.Contains(uploadId)))
            {
                await Task.Yield();
                if (!await IsNamedByJobAsync(uploadId, cancellationToken))
                {
                    await uploads.DeleteAsync(uploadId, cancellationToken);
                    removed++;
                }
            }
        }
        while (page.Count == PageSize);

        return removed;
    }

    private async Task<bool> IsNamedByJobAsync(string uploadId, CancellationToken cancellationToken)
    {
        var query = new JobQuery { Tag = JobLabels.Upload(uploadId), Limit = 1, WithoutTotal = true };
        return (await jobs.ListAsync(query, cancellationToken)).Items.Count > 0;
    }

    /// <summary>What tasks and schedules name: there are few of those, next to jobs.</summary>
    private async Task<HashSet<string>> ReadNamedAsync(CancellationToken cancellationToken)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sort in (string[])[DefinitionSorts.Task, DefinitionSorts.Schedule])
        {
            await foreach (var definition in DefinitionWalk.ReadAsync(definitions, sort, cancellationToken))
            {
                named.UnionWith(UploadReferences.In(definition.Content));
            }
        }

        return named;
    }
}

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>Reports hashing as a share of the analysis. Calls in place: a callback posted elsewhere could arrive after the end.</summary>
internal sealed class HashProgress(IJobReporter reporter, long doneBefore, long total) : IProgress<long>
{
    // The rehearsal of the steps, which is short, takes the rest.
    private const double Share = 0.9;

    public void Report(long value) => reporter.Progress(Share * (doneBefore + value) / Math.Max(1, total));
}

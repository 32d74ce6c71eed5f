using System.Globalization;

namespace Countersign.Storage.Sqlite.Tests.Crash;

/// <summary>What a writer said was stored, read from its output.</summary>
internal sealed class Acknowledged
{
    private readonly Dictionary<string, int> _counts = [];
    private readonly List<string> _uploads = [];

    public int Total { get; private set; }

    public IReadOnlyList<string> Uploads => _uploads;

    public int CountOf(string jobId) => _counts.GetValueOrDefault(jobId);

    /// <summary>Takes a whole line such as <c>updated job1 17;</c>; the runner's own lines and a torn last one do not count.</summary>
    public void Read(string line)
    {
        switch (line.Split(' '))
        {
            case ["updated", var jobId, [.. var count, ';']]:
                _counts[jobId] = Math.Max(CountOf(jobId), int.Parse(count, CultureInfo.InvariantCulture));
                Total++;
                break;
            case ["uploaded", var uploadId, [.., ';']]:
                _uploads.Add(uploadId);
                Total++;
                break;
        }
    }
}

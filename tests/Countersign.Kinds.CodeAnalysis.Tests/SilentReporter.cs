using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests;

/// <summary>Keeps the lines that a kind logs.</summary>
internal sealed class SilentReporter : IJobReporter
{
    public List<string> Lines { get; } = [];

    public void Progress(double fraction) => Assert.InRange(fraction, 0, 1);

    public void Log(string message, JobLogLevel level = JobLogLevel.Info) => Lines.Add(message);
}

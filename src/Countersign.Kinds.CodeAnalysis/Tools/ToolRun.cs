using System.Text;
using System.Text.Json;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.CodeAnalysis.Tools;

/// <summary>Runs a tool in the job's working copy, as a child process without network.</summary>
internal static class ToolRun
{
    private const int PartOfLine = 8192;

    private static readonly ProcessLimits Limits = new()
    {
        Time = TimeSpan.FromMinutes(5),
        CpuTime = TimeSpan.FromMinutes(10),
        MemoryBytes = 2L * 1024 * 1024 * 1024,
        FileBytes = 64 * 1024 * 1024,
        OutputBytes = 32 * 1024 * 1024,
        Processes = 64,
    };

    public static ProcessRequest Request(ExternalTool tool, string folder, string home) =>
        new() { Command = tool.Command, WorkingDirectory = folder, Home = home, Limits = Limits };

    /// <summary>What it found. A tool that fails is noted: that it is on the machine does not mean that it fits the source.</summary>
    public static async Task<StepReport> RunAsync(
        ExternalTool tool, SourceTree tree, int files, ProcessRunner runner, FindingSink sink, IJobReporter reporter, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        var outcome = await runner.RunAsync(
            Request(tool, tree.Folder, tree.Home),
            line =>
            {
                if (line.IsError)
                {
                    reporter.Log(line.Text, JobLogLevel.Warning);
                }
                else
                {
                    // A longer line comes in parts of this length, and one of JSON must not be broken.
                    output.Append(line.Text).Append(line.Text.Length < PartOfLine ? "\n" : "");
                }
            },
            cancellationToken);
        try
        {
            tool.Read(output.ToString(), tree.Folder, sink);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            sink.Note($"{tool.Name} ended as {outcome.End} with exit code {outcome.ExitCode}, and its output could not be read.");
        }

        return sink.Report(tool.Name, files);
    }
}

using System.Text;

namespace Countersign.Kinds.Bench;

/// <summary>Appends one line for each run of a step, in one write, so that runs can be counted across crashes.</summary>
/// <param name="path">The file; made when absent, opened by the first line.</param>
internal sealed class EffectsLog(string path)
{
    private readonly Lock _gate = new();
    private FileStream? _file;

    public void Append(string jobId, string stepId)
    {
        var line = Encoding.UTF8.GetBytes($"{jobId} {stepId}\n");
        lock (_gate)
        {
            // Unbuffered: what was written is with the operating system when the step ends, and a killed process loses no line.
            _file ??= new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            _file.Write(line);
        }
    }
}

using System.Globalization;
using System.Text;
using Countersign.Contracts.Jobs;

namespace Countersign.Kinds.Processes;

/// <summary>
/// A program's output: its first lines go to the job's log while it runs, all of it into a file that becomes an artifact, and the last
/// lines are kept for the result.
/// </summary>
/// <remarks>
/// The file lies outside of the folders that the program works in, and is only ever reached through the handle that it was made with:
/// what the program puts in its place is never read.
/// </remarks>
internal sealed class RecordedOutput : IAsyncDisposable
{
    /// <summary>How many lines the job's log gets.</summary>
    public const int MostLines = 2_000;

    private const int MostCharacters = 256 * 1024;
    private const int TailLines = 20;
    private readonly StepContext _context;
    private readonly FileStream _file;
    private readonly Queue<string> _tail = new();
    private int _lines;
    private int _characters;
    private bool _saidCut;

    public RecordedOutput(StepContext context)
    {
        _context = context;
        _file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"countersign-output-{Guid.NewGuid():n}"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
    }

    /// <summary>The last lines, secrets hidden.</summary>
    public IReadOnlyList<string> Tail => [.. _tail];

    /// <summary>Takes a line; one at a time.</summary>
    public void Take(ProcessLine line)
    {
        var text = _context.Hide(line.Text);
        _file.Write(Encoding.UTF8.GetBytes(text + "\n"));
        _tail.Enqueue(text);
        if (_tail.Count > TailLines)
        {
            _tail.Dequeue();
        }

        if (_lines < MostLines && _characters + text.Length <= MostCharacters)
        {
            _lines++;
            _characters += text.Length;
            _context.Reporter.Log(text, line.IsError ? JobLogLevel.Warning : JobLogLevel.Info);
        }
        else if (!_saidCut)
        {
            _saidCut = true;
            _context.Reporter.Log(
                string.Create(CultureInfo.InvariantCulture, $"The output goes on; after {_lines} lines it is kept in the artifact alone."), JobLogLevel.Warning);
        }
    }

    /// <summary>Notes a line of ours in the file, such as the command that follows.</summary>
    public void Note(string line) => _file.Write(Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>Saves the whole output as an artifact.</summary>
    public Task<ArtifactEntry> SaveAsync(string name, CancellationToken cancellationToken)
    {
        _file.Flush();
        _file.Position = 0;
        return _context.Artifacts.SaveAsync(name, "text/plain; charset=utf-8", _file, cancellationToken);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

using System.Runtime.InteropServices;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>
/// Looks for blocks of lines that stand in two places, spaces and comments aside. Each run of the wanted number of lines is
/// remembered by a hash where it was seen first; a later run with the same is compared line by line and followed as far as it
/// goes, so that every line is counted once.
/// </summary>
internal sealed class DuplicateFinder(int window)
{
    private const int MostRuns = 3_000_000;
    private const int FewestDifferent = 6;
    private readonly Dictionary<ulong, (int File, int At)> _seen = [];
    private readonly List<(string Path, string Language, ulong[] Hashes, int[] Lines)> _files = [];

    /// <summary>Lines that repeat others.</summary>
    public int DuplicatedLines { get; private set; }

    /// <summary>Whether there was more than could be remembered.</summary>
    public bool IsFull { get; private set; }

    public void Add(TextFile file, FindingSink sink)
    {
        if (file.IsGenerated || file.Language is not { IsCode: true } language)
        {
            return;
        }

        var (hashes, lines) = Significant(file, language);
        var index = _files.Count;
        _files.Add((file.Path, language.Name, hashes, lines));
        var at = 0;
        while (at + window <= hashes.Length)
        {
            var run = RunHash(hashes.AsSpan(at, window), language.Name);
            if (!_seen.TryGetValue(run, out var first))
            {
                Remember(run, index, at++);
                continue;
            }

            var length = Same(first, index, at);
            if (length < window || IsDull(hashes.AsSpan(at, length)))
            {
                at++;
                continue;
            }

            Report(file.Path, lines, at, length, first, sink);
            at += length;
        }
    }

    private void Report(string path, int[] lines, int at, int length, (int File, int At) first, FindingSink sink)
    {
        DuplicatedLines += length;
        var other = _files[first.File];
        var place = new FindingPlace(other.Path, other.Lines[first.At], other.Lines[first.At + length - 1]);
        sink.Add(NeutralRules.Duplicate, new Finding(
            NeutralRules.Duplicate.Id, NeutralRules.Duplicate.Severity, path, lines[at], 0, lines[at + length - 1],
            $"{length} lines of code are the same as in {place.Path} from line {place.Line}.") { Lines = length, Other = place });
    }

    private void Remember(ulong run, int file, int at)
    {
        if (_seen.Count < MostRuns)
        {
            _seen[run] = (file, at);
        }
        else
        {
            IsFull = true;
        }
    }

    // In one file a block may follow its twin, but not overlap it.
    private int Same((int File, int At) first, int file, int at)
    {
        var (left, right) = (_files[first.File].Hashes, _files[file].Hashes);
        if (_files[first.File].Language != _files[file].Language)
        {
            return 0;
        }

        var most = Math.Min(left.Length - first.At, right.Length - at);
        most = first.File == file ? Math.Min(most, at - first.At) : most;
        var length = 0;
        while (length < most && left[first.At + length] == right[at + length])
        {
            length++;
        }

        return length;
    }

    // Tables of the same few lines are data, not code that was copied.
    private static bool IsDull(ReadOnlySpan<ulong> hashes)
    {
        var different = new HashSet<ulong>();
        foreach (var hash in hashes)
        {
            if (different.Add(hash) && different.Count >= FewestDifferent)
            {
                return false;
            }
        }

        return true;
    }

    private static ulong RunHash(ReadOnlySpan<ulong> hashes, string language) =>
        Fnv64.Of(MemoryMarshal.AsBytes(hashes), language.Length);

    /// <summary>The lines that say something, by hash, with their numbers.</summary>
    private static (ulong[] Hashes, int[] Lines) Significant(TextFile file, Language language)
    {
        var hashes = new List<ulong>();
        var lines = new List<int>();
        var isInBlock = false;
        for (var i = 0; i < file.Lines.Length; i++)
        {
            var line = file.Lines[i];
            if (LineCounter.Read(line, language, ref isInBlock) == LineKind.Code && Says(line.AsSpan().Trim()))
            {
                hashes.Add(Fnv64.Of(MemoryMarshal.AsBytes(line.AsSpan().Trim()), 0));
                lines.Add(i + 1);
            }
        }

        return ([.. hashes], [.. lines]);
    }

    // Braces and the names of what a file uses are the same everywhere.
    private static bool Says(ReadOnlySpan<char> line) =>
        line.Length > 2
        && !line.StartsWith("using ", StringComparison.Ordinal)
        && !line.StartsWith("import ", StringComparison.Ordinal)
        && !line.StartsWith("#include", StringComparison.Ordinal)
        && !line.StartsWith("from ", StringComparison.Ordinal);
}

using System.Text;

namespace Countersign.Kinds.Processes;

/// <summary>Reads the two outputs of a process as lines, hands on what the limit allows, and drops the rest.</summary>
internal sealed class OutputReader(long limit, Action<ProcessLine> handOn)
{
    private const int LongestLine = 8192;
    private readonly Lock _gate = new();

    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; private set; }

    public bool IsCut => Bytes > limit;

    /// <summary>Reads one output to its end.</summary>
    public async Task ReadAsync(Stream output, bool isError)
    {
        var buffer = new byte[16 * 1024];
        var decoder = new UTF8Encoding(false).GetDecoder();
        var characters = new char[buffer.Length + 1];
        var line = new StringBuilder();
        int read;
        while ((read = await output.ReadAsync(buffer)) > 0)
        {
            bool isWanted;
            lock (_gate)
            {
                isWanted = Bytes < limit;
                Bytes += read;
            }

            var count = decoder.GetChars(buffer, 0, read, characters, 0);
            if (isWanted)
            {
                Take(characters.AsSpan(0, count), line, isError);
            }
        }

        if (line.Length > 0)
        {
            HandOn(line, isError);
        }
    }

    private void Take(ReadOnlySpan<char> characters, StringBuilder line, bool isError)
    {
        foreach (var character in characters)
        {
            if (character == '\n')
            {
                HandOn(line, isError);
            }
            else if (character == '\t' || !char.IsControl(character))
            {
                line.Append(character);
                if (line.Length == LongestLine)
                {
                    HandOn(line, isError);
                }
            }
        }
    }

    // One at a time: both outputs are read at once, and who takes the lines need not care.
    private void HandOn(StringBuilder line, bool isError)
    {
        var text = line.ToString();
        line.Clear();
        lock (_gate)
        {
            handOn(new ProcessLine(text, isError));
        }
    }
}

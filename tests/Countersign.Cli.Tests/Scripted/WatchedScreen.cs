using System.Text;

namespace Countersign.Cli.Tests.Scripted;

/// <summary>A screen on which something happens as soon as a word has appeared.</summary>
internal sealed class WatchedScreen(TextWriter inner, string word, Action then) : TextWriter
{
    private readonly StringBuilder _seen = new();
    private bool _hasHappened;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        inner.Write(value);
        _seen.Append(value);
        if (!_hasHappened && _seen.ToString().EndsWith(word, StringComparison.Ordinal))
        {
            _hasHappened = true;
            Task.Run(then);
        }
    }
}

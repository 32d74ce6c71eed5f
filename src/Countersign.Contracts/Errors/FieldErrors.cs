namespace Countersign.Contracts.Errors;

/// <summary>Everything that is wrong with a request, by field, so that one answer tells all.</summary>
public sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    public bool IsEmpty => _messages.Count == 0;

    /// <summary>Notes that a field is wrong.</summary>
    /// <param name="field">Its path from the body's root, such as <c>input.image.path</c>.</param>
    /// <param name="message">What it is and what is allowed.</param>
    public void Add(string field, string message)
    {
        if (!_messages.TryGetValue(field, out var list))
        {
            _messages.Add(field, list = []);
        }

        list.Add(message);
    }

    /// <summary>Field to messages, sorted by field.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        _messages.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
}

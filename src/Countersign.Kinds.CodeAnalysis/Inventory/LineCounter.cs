namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>Tells code from comments, line by line, in one pass.</summary>
internal static class LineCounter
{
    public static LineCounts Count(string[] lines, Language language)
    {
        var (code, comment) = (0, 0);
        var isInBlock = false;
        foreach (var line in lines)
        {
            switch (Read(line, language, ref isInBlock))
            {
                case LineKind.Code:
                    code++;
                    break;
                case LineKind.Comment:
                    comment++;
                    break;
            }
        }

        return new LineCounts(lines.Length, code, comment);
    }

    /// <summary>Reads one line.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="language">Whose comments.</param>
    /// <param name="isInBlock">Whether a comment of several lines is open: before, and afterwards.</param>
    public static LineKind Read(ReadOnlySpan<char> line, Language language, ref bool isInBlock)
    {
        var (hasCode, hasComment) = (false, isInBlock && !line.IsWhiteSpace());
        var at = 0;
        while (at < line.Length)
        {
            var rest = line[at..];
            if (isInBlock)
            {
                var end = rest.IndexOf(language.BlockEnd, StringComparison.Ordinal);
                if (end < 0)
                {
                    break;
                }

                isInBlock = false;
                at += end + language.BlockEnd!.Length;
            }
            else if (language.BlockStart is { } start && rest.StartsWith(start, StringComparison.Ordinal))
            {
                (isInBlock, hasComment) = (true, true);
                at += start.Length;
            }
            else if (BeginsComment(rest, language))
            {
                hasComment = true;
                break;
            }
            else if (language.Quotes.Contains(line[at], StringComparison.Ordinal))
            {
                hasCode = true;
                at = AfterQuote(line, at);
            }
            else
            {
                hasCode |= !char.IsWhiteSpace(line[at]);
                at++;
            }
        }

        return hasCode ? LineKind.Code : hasComment ? LineKind.Comment : LineKind.Empty;
    }

    private static bool BeginsComment(ReadOnlySpan<char> rest, Language language)
    {
        foreach (var start in language.LineComments)
        {
            if (rest.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // A quote that is not closed on its line is taken for an apostrophe.
    private static int AfterQuote(ReadOnlySpan<char> line, int at)
    {
        var quote = line[at];
        for (var i = at + 1; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == quote)
            {
                return i + 1;
            }
        }

        return at + 1;
    }
}

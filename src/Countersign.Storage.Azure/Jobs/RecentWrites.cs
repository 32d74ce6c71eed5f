namespace Countersign.Storage.Azure.Jobs;

/// <summary>The names of the latest writes of a row, newest first.</summary>
/// <remarks>
/// A client whose answer got lost sends its batch again, and the second is refused although the first was stored. The writer
/// then finds the name of its write here, even when others have written since.
/// </remarks>
internal sealed class RecentWrites(string text)
{
    private const char Border = ' ';
    private const int Kept = 10;

    public static RecentWrites None { get; } = new("");

    public RecentWrites With(string write) => new(string.Join(Border, text.Split(Border, Kept).Take(Kept - 1).Prepend(write)).TrimEnd());

    public bool Contains(string write) => text.Split(Border).Contains(write, StringComparer.Ordinal);

    public override string ToString() => text;
}

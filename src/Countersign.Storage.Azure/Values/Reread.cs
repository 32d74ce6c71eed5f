namespace Countersign.Storage.Azure.Values;

/// <summary>Reads again what was replaced between the reading of a row and of its blob.</summary>
internal static class Reread
{
    private const int Attempts = 5;

    /// <exception cref="ValueGoneException">The row names a missing blob every time: the data are damaged.</exception>
    public static async Task<T> AsNeededAsync<T>(Func<Task<T>> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (ValueGoneException) when (attempt < Attempts)
            {
                // The next reading sees the row as it is now.
            }
        }
    }
}

using SQLitePCL;

namespace Countersign.Sqlite;

/// <summary>Loads the native library once per process.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Loaded = new(() =>
    {
        Batteries_V2.Init();
        return true;
    });

    public static void EnsureLoaded() => _ = Loaded.Value;
}

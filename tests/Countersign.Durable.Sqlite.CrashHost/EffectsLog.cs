namespace Countersign.Durable.Sqlite.CrashHost;

/// <summary>A file of lines, each written by one call of the operating system, so that killing the process leaves whole ones.</summary>
internal sealed class EffectsLog(string path)
{
    private readonly Lock _gate = new();

    public void Append(string effect)
    {
        lock (_gate)
        {
            File.AppendAllText(path, effect + "\n");
        }
    }
}

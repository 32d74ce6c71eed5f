using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Events;

/// <summary>Events of one change that share a row: a JSON array.</summary>
/// <remarks>
/// Packs keep every change within one batch, whatever its number of events, so it is never stored in parts. They are also what
/// makes log lines cheap: a burst of them is one row.
/// </remarks>
internal sealed record EventPack(long LastSeq, byte[] Json)
{
    /// <summary>More packs than this could bring a batch near its 4 MiB; all events then share one pack, which is a blob.</summary>
    private const int MostPacks = 40;

    /// <summary>As many consecutive events to a pack as fit into a row.</summary>
    public static IReadOnlyList<EventPack> Of(JobRecord record, IReadOnlyList<EventDraft> drafts, long firstSeq)
    {
        var events = drafts.Select((draft, i) => StoredJson.Write(draft.ToEvent(record, firstSeq + i), StoredJson.Event)).ToArray();
        var packs = Pack(events, firstSeq, ValueStore.LongestInline);
        return packs.Count <= MostPacks ? packs : Pack(events, firstSeq, int.MaxValue);
    }

    public static IEnumerable<JobEvent> Read(byte[] json)
    {
        var events = new List<JobEvent>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = StoreJson.Options.MaxDepth + 1 });
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            events.Add(
                JsonSerializer.Deserialize(ref reader, StoredJson.Event) ?? throw new InvalidDataException("A stored event is null."));
        }

        return events;
    }

    private static List<EventPack> Pack(byte[][] events, long firstSeq, int longest)
    {
        var packs = new List<EventPack>();
        var pack = new MemoryStream();
        for (var i = 0; i < events.Length; i++)
        {
            pack.WriteByte(pack.Length == 0 ? (byte)'[' : (byte)',');
            pack.Write(events[i]);
            if (i + 1 == events.Length || pack.Length + events[i + 1].Length + "[]".Length > longest)
            {
                pack.WriteByte((byte)']');
                packs.Add(new EventPack(firstSeq + i, pack.ToArray()));
                pack.SetLength(0);
            }
        }

        return packs;
    }
}

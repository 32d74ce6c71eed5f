using System.Text;
using System.Text.Json;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Definitions are kept as they were written, one per identifier of a sort, and found by every part of a query.</summary>
public abstract class DefinitionStoreContract(StorageUnderTest storage) : StorageContract(storage)
{
    private const string Sort = "task";

    [Fact]
    public async Task Create_ThenGet_ReturnsEveryPart()
    {
        var written = New("Caf\u00e9.1", "Caf\u00e9 100% 'x'") with { Label = "template", UpdatedAt = JobBuilder.Epoch.AddMilliseconds(7) };

        Assert.Null(await Definitions.TryCreateAsync(written, NoCancellation));
        await ReopenAsync();

        AssertSame(written, await Definitions.GetAsync(Sort, written.Id, NoCancellation));
    }

    [Fact]
    public async Task Get_OfAnUnknownOne_IsNull()
    {
        await AddAsync(New("a"));

        Assert.Null(await Definitions.GetAsync(Sort, "A", NoCancellation));
        Assert.Null(await Definitions.GetAsync("schedule", "a", NoCancellation));
        Assert.Null(await Definitions.GetAsync(Sort, "../a", NoCancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60_000)]
    [InlineData(200_000)]
    [InlineData(DefinitionRecord.LongestContent - 20)]
    public async Task Content_OfAnyLength_ComesBackAsItWasWritten(int length)
    {
        var content = TestJson.Parse($$"""{ "n": 1.50, "s": "{{new string('x', length)}}" }""".Replace(" ", length == 0 ? "  " : "", StringComparison.Ordinal));
        await AddAsync(New("a") with { Content = content });

        var read = await Definitions.GetAsync(Sort, "a", NoCancellation);

        Assert.Equal(content.GetRawText(), read!.Content.GetRawText());
    }

    [Fact]
    public async Task Create_OfATakenIdentifier_ReturnsWhatIsThere()
    {
        var first = New("a", "first");
        await AddAsync(first);

        AssertSame(first, await Definitions.TryCreateAsync(New("a", "second", "bob"), NoCancellation));
        AssertSame(first, await Definitions.GetAsync(Sort, "a", NoCancellation));
    }

    [Fact]
    public async Task Create_FromManyCallers_SucceedsOnce()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => Definitions.TryCreateAsync(New("a", $"name {i}"), NoCancellation))));

        Assert.Single(answers, answer => answer is null);
        var stored = await Definitions.GetAsync(Sort, "a", NoCancellation);
        Assert.All(answers.OfType<DefinitionRecord>(), answer => AssertSame(stored!, answer));
    }

    [Fact]
    public async Task Update_FromManyCallers_LosesNone()
    {
        await AddAsync(New("a") with { Content = TestJson.Parse("0") });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Definitions.UpdateAsync(
            Sort, "a", found => found with { Content = JsonSerializer.SerializeToElement(found.Content.GetInt32() + 1) }, NoCancellation))));

        Assert.Equal(20, (await Definitions.GetAsync(Sort, "a", NoCancellation))!.Content.GetInt32());
    }

    [Fact]
    public async Task Update_ChangesWhatListsFind()
    {
        await AddAsync(New("a", "Before") with { Label = "template" });

        var changed = await Definitions.UpdateAsync(Sort, "a", found => found with { Name = "After", Label = null }, NoCancellation);

        Assert.Equal("After", changed!.Name);
        Assert.Empty((await ListAsync(new DefinitionQuery { Sort = Sort, Text = "before" })).Items);
        Assert.Empty((await ListAsync(new DefinitionQuery { Sort = Sort, Label = "template" })).Items);
        Assert.Single((await ListAsync(new DefinitionQuery { Sort = Sort, Text = "after" })).Items);
    }

    [Fact]
    public async Task Update_OfAnUnknownOne_IsNull() =>
        Assert.Null(await Definitions.UpdateAsync(Sort, "a", found => found with { Name = "x" }, NoCancellation));

    [Fact]
    public async Task Update_OfTheOwner_IsRefusedAndStoresNothing()
    {
        await AddAsync(New("a"));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Definitions.UpdateAsync(Sort, "a", found => found with { Owner = "bob", Name = "x" }, NoCancellation));

        AssertSame(New("a"), await Definitions.GetAsync(Sort, "a", NoCancellation));
    }

    [Fact]
    public async Task Delete_RemovesItOnce()
    {
        await AddAsync(New("a"));

        Assert.True(await Definitions.DeleteAsync(Sort, "a", NoCancellation));
        Assert.False(await Definitions.DeleteAsync(Sort, "a", NoCancellation));
        Assert.Null(await Definitions.GetAsync(Sort, "a", NoCancellation));
    }

    [Fact]
    public async Task List_GoesByTimeAndIdentifier_AndTellsSortsApart()
    {
        await AddAsync(New("b"));
        await AddAsync(New("a"));
        await AddAsync(New("late") with { CreatedAt = JobBuilder.Epoch.AddMilliseconds(1) });
        await AddAsync(New("other") with { Sort = "schedule" });

        Assert.Equal(["late", "a", "b"], await IdsAsync(new DefinitionQuery { Sort = Sort }));
        Assert.Equal(["a"], await IdsAsync(new DefinitionQuery { Sort = Sort, Skip = 1, Limit = 1 }));
        var count = await ListAsync(new DefinitionQuery { Sort = Sort, Limit = 0 });
        Assert.Equal((0, 3L), (count.Items.Count, count.Total));
    }

    [Fact]
    public async Task List_ByOwnerLabelAndText_FindsWhatMatchesAll()
    {
        await AddAsync(New("a", "\u00c9t\u00e9 100%") with { Label = "template" });
        await AddAsync(New("b", "\u00c9t\u00e9", "bob") with { Label = "template" });
        await AddAsync(New("c", "plain"));

        Assert.Equal(["a", "c"], await IdsAsync(new DefinitionQuery { Sort = Sort, Owner = "ann" }));
        Assert.Equal(["a", "b"], await IdsAsync(new DefinitionQuery { Sort = Sort, Label = "template" }));
        Assert.Equal(["a", "b"], await IdsAsync(new DefinitionQuery { Sort = Sort, Text = "\u00c9T\u00c9" }));
        Assert.Equal(["b"], await IdsAsync(new DefinitionQuery { Sort = Sort, Owner = "bob", Label = "template", Text = "t" }));
        Assert.Equal(1, (await ListAsync(new DefinitionQuery { Sort = Sort, Text = "100%" })).Total);
    }

    [Fact]
    public async Task ListDue_GoesByDueTime_AndFollowsEveryChange()
    {
        await AddAsync(New("late") with { DueAt = JobBuilder.Epoch.AddHours(2) });
        await AddAsync(New("never"));
        await AddAsync(New("early") with { DueAt = JobBuilder.Epoch.AddHours(1) });
        await AddAsync(New("gone") with { DueAt = JobBuilder.Epoch });
        await AddAsync(New("other") with { Sort = "schedule", DueAt = JobBuilder.Epoch });
        Assert.Equal(["gone", "early", "late"], await DueAsync());
        Assert.Equal(["gone"], await DueAsync(limit: 1));

        await Definitions.DeleteAsync(Sort, "gone", NoCancellation);
        await Definitions.UpdateAsync(Sort, "late", found => found with { DueAt = JobBuilder.Epoch.AddMilliseconds(1) }, NoCancellation);
        await Definitions.UpdateAsync(Sort, "early", found => found with { DueAt = null }, NoCancellation);
        await Definitions.UpdateAsync(Sort, "never", found => found with { DueAt = JobBuilder.Epoch.AddDays(1) }, NoCancellation);
        await ReopenAsync();

        Assert.Equal(["late", "never"], await DueAsync());
        Assert.Equal(JobBuilder.Epoch.AddMilliseconds(1), (await Definitions.ListDueAsync(Sort, 1, NoCancellation))[0].DueAt);
        Assert.Equal(3, (await ListAsync(new DefinitionQuery { Sort = Sort })).Total);
    }

    [Fact]
    public async Task ListDue_OfOneThatCameAgainUnderItsIdentifier_FindsItOnce()
    {
        await AddAsync(New("a") with { DueAt = JobBuilder.Epoch });
        await Definitions.DeleteAsync(Sort, "a", NoCancellation);
        await AddAsync(New("a") with { DueAt = JobBuilder.Epoch.AddHours(1) });

        Assert.Equal(["a"], await DueAsync());
    }

    private static DefinitionRecord New(string id, string name = "Sample", string owner = "ann") => new()
    {
        Sort = Sort,
        Id = id,
        Owner = owner,
        Name = name,
        CreatedAt = JobBuilder.Epoch,
        UpdatedAt = JobBuilder.Epoch,
        Content = TestJson.Parse($$"""{"name":"{{Encoding.UTF8.GetByteCount(name)}}"}"""),
    };

    private static void AssertSame(DefinitionRecord expected, DefinitionRecord? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Content = default }, actual with { Content = default });
        Assert.Equal(expected.Content.GetRawText(), actual.Content.GetRawText());
    }

    private async Task<string[]> DueAsync(int limit = 10) =>
        [.. (await Definitions.ListDueAsync(Sort, limit, NoCancellation)).Select(found => found.Id)];

    private async Task AddAsync(DefinitionRecord definition) => Assert.Null(await Definitions.TryCreateAsync(definition, NoCancellation));

    private Task<DefinitionPage> ListAsync(DefinitionQuery query) => Definitions.ListAsync(query, NoCancellation);

    private async Task<string[]> IdsAsync(DefinitionQuery query) => [.. (await ListAsync(query)).Items.Select(found => found.Id)];
}

using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Clients.Settings;
using Xunit;

namespace GitSwarm.Tests.Clients.Settings;

/// <summary>Laws of merging hooks into a settings text that somebody else wrote.</summary>
public class MergeProperties
{
    private const string Program = "/opt/git-swarm/bin/git-swarm";
    private const string Older = "/home/alice/.local/bin/git-swarm";

    public static TheoryData<string> Clients => [.. ClientSettings.All.OfType<HookClient>().Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Clients))]
    public void What_was_there_is_there_again_byte_for_byte(string name)
    {
        var client = (HookClient)ClientSettings.Of(name);
        Check(
            name,
            bytes =>
            {
                if (Install(client, bytes, Program) is not { } installed)
                {
                    return true;
                }
                Assert.NotEqual(bytes, installed);
                Assert.Equal(Text(bytes), Text(Remove(client, installed)));
                return true;
            }
        );
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void Installing_again_changes_nothing(string name)
    {
        var client = (HookClient)ClientSettings.Of(name);
        Check(name, bytes => Install(client, bytes, Program) is not { } once || Text(once) == Text(Install(client, once, Program)!));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void An_older_program_is_replaced_in_its_place(string name)
    {
        var client = (HookClient)ClientSettings.Of(name);
        Check(
            name,
            bytes =>
            {
                if (Install(client, bytes, Older) is not { } old)
                {
                    return true;
                }
                var fresh = Install(client, old, Program)!;
                Assert.Equal(Text(Install(client, bytes, Program)!), Text(fresh));
                Assert.Equal(Text(bytes), Text(Remove(client, fresh)));
                return true;
            }
        );
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void Nothing_of_the_user_s_changes_its_meaning(string name)
    {
        var client = (HookClient)ClientSettings.Of(name);
        Check(
            name,
            bytes =>
                Install(client, bytes, Program) is not { } installed
                || JsonText.Parse(bytes).Root is null
                || Meaning.Without(client, installed) == Meaning.Without(client, bytes)
        );
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void Whatever_the_user_writes_between_ours_stays(string name)
    {
        var client = (HookClient)ClientSettings.Of(name);
        Prop.ForAll(
                (from bytes in Documents.File from seed in Gen.Choose(0, int.MaxValue - 1) select (bytes, seed)).ToArbitrary(),
                both =>
                {
                    if (Install(client, both.bytes, Program) is not { } installed)
                    {
                        return true;
                    }
                    var edited = Scatter(JsonText.Parse(installed), new Random(both.seed)).Bytes;
                    var rest = Remove(client, edited);
                    Assert.Empty(OwnHandler.In(JsonText.Parse(rest), client.Layout, client.Call));
                    Assert.Equal(Meaning.Without(client, edited), rest.Length == 0 ? "{}" : Meaning.Without(client, rest));
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    /// <summary>Puts elements, members and comments of somebody else before and behind items, as an editor would.</summary>
    private static JsonText Scatter(JsonText text, Random random)
    {
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var containers = All(text.Root!)
                .Where(p => p.Kind is JsonValueKind.Array or JsonValueKind.Object && p.Items.Count > 0)
                .ToList();
            var container = containers[random.Next(containers.Count)];
            var item = container.Items[random.Next(container.Items.Count)];
            var added = container.Kind == JsonValueKind.Array ? "{ \"theirs\": 1 }" : $"\"theirs{edits}\": [1]";
            text = random.Next(4) switch
            {
                0 => text.With((item.Start, 0, added + ", ")),
                1 => text.With((item.End, 0, ",\n" + added)),
                2 => text.With((item.Start, 0, "// theirs\n")),
                _ => text.With((item.End, 0, " /* theirs */ ")),
            };
        }
        return text;
    }

    private static IEnumerable<JsonPart> All(JsonPart part) => part.Items.SelectMany(i => All(i.Value)).Prepend(part);

    private static void Check(string name, Func<byte[], bool> law) =>
        Prop.ForAll(Documents.File.ToArbitrary(), bytes => Told(bytes, () => law(bytes)))
            .Label(name)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    /// <summary>Says which text it was, for FsCheck shows bytes.</summary>
    private static bool Told(byte[] bytes, Func<bool> law)
    {
        try
        {
            return law() ? true : throw new InvalidOperationException("no");
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"\n---\n{Text(bytes)}\n---\n{error.Message}", error);
        }
    }

    /// <summary>The text with our entries; null where its hooks have another shape than the client's.</summary>
    private static byte[]? Install(HookClient client, byte[] bytes, string program)
    {
        var text = JsonText.Parse(bytes);
        try
        {
            return HookSettings.Install(text, client.Layout, client.Call, client.Entries(program, true)).Bytes;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Remove(HookClient client, byte[] bytes) =>
        HookSettings.Remove(JsonText.Parse(bytes), client.Layout, client.Call)?.Bytes ?? [];

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}

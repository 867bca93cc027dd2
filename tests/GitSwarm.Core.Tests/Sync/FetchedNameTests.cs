using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Names of fetched records: built, taken apart and listed to the same end.</summary>
public class FetchedNameTests
{
    private static readonly Gen<string> Component = Gen.Choose(1, 64)
        .SelectMany(n => Gen.Elements("abcxyz0189-".ToCharArray()).ArrayOf(n))
        .Select(c => new string(c));

    private static readonly Gen<RefName> Names =
        from kind in Gen.Elements(SwarmRefs.Shared.ToArray())
        from clone in Component
        from stream in Component
        from number in Gen.Choose(1, int.MaxValue)
        select new RefName($"refs/swarm/{kind}/{clone}/{stream}{(SwarmRefs.IsFeed(kind) ? $"/{number}" : "")}");

    [Fact]
    public void A_name_survives_the_way_here_and_back()
    {
        Prop.ForAll(
                Names.Zip(Component).ToArbitrary(),
                pair =>
                {
                    var (name, remote) = (pair.Item1, pair.Item2);
                    var here = SwarmRefs.Fetched(remote, name);
                    return SwarmRefs.AtRemote(remote, here) == name
                        && SwarmRefs.AtRemote(remote + "x", here) is null
                        && SwarmRefs.AtRemote(remote, name) is null
                        && SwarmRefs.Parse(here) == SwarmRefs.Parse(name)! with { Remote = remote }
                        && SwarmRefs.Parse(name)!.Remote is null;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("refs/heads/main")]
    [InlineData("refs/swarm-remote")]
    [InlineData("refs/swarm-remote/")]
    [InlineData("refs/swarm-remote/origin")]
    [InlineData("refs/swarm-remote/origin/notes/c/s/1/2")]
    [InlineData("refs/swarm-remote/origin/notes/C/s/1")]
    [InlineData("refs/swarm-remote/Origin/sessions/c/s")]
    [InlineData("refs/swarm-remote/origin/sessions/c")]
    [InlineData("refs/swarm-remote/origin/sessions/c/")]
    [InlineData("refs/swarm-remote/origin/sessions//s")]
    [InlineData("refs/swarm-remote/origin/notes/é/s/1")]
    [InlineData("refs/swarm-remotes/sessions/c/s")]
    public void What_has_another_form_is_no_name_of_ours(string name) => Assert.Null(SwarmRefs.Parse(new RefName(name)));

    [Fact]
    public void A_component_of_65_characters_is_none() =>
        Assert.Null(SwarmRefs.Parse(new RefName($"refs/swarm-remote/origin/sessions/c/{new string('x', 65)}")));

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Listing_everywhere_finds_each_shared_record_wherever_it_is_and_nothing_else(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        string[] found =
        [
            "refs/swarm-remote/backup/notes/c/s/1",
            "refs/swarm-remote/origin/mail/c/s/12",
            "refs/swarm-remote/origin/notes/c/archive/1",
            "refs/swarm-remote/origin/sessions/c/s",
            "refs/swarm/cursors/c/s",
            "refs/swarm/mail/c/s/1",
            "refs/swarm/notes/c/s/1",
            "refs/swarm/sessions/c/s",
        ];
        string[] passedOver =
        [
            "refs/swarm-remote/origin/cursors/c/s",
            "refs/swarm-remote/origin/locks/c/s",
            "refs/swarm-remote/origin/notes/c/s/1x/2",
            "refs/swarm-remote/origin/odd",
            "refs/swarm-remote/origin/processes/c/s",
            "refs/swarm-remote/origin/sessions/c/t/1",
            "refs/swarm-remote/origin/x/sessions/c/s",
            "refs/swarm/locks/c/s",
            "refs/swarm/sessionsx/c/s",
        ];
        var id = store.Git.Run(["hash-object", "-w", "--stdin"], "x"u8.ToArray()).Text;
        foreach (var name in found.Concat(passedOver))
        {
            store.User.Git("update-ref", name, id);
        }

        var kinds = new[] { SwarmRefs.Sessions, SwarmRefs.Notes, SwarmRefs.Mail, SwarmRefs.Cursors };
        var listed = SnapshotReader.ReadNames(store.Git, SwarmRefs.Everywhere(kinds.Select(SwarmRefs.Prefix)));

        Assert.Equal(found, listed.Keys.Select(n => n.Value).Order(StringComparer.Ordinal));
    }
}

using Xunit.Abstractions;

namespace GitSwarm.TestKit;

/// <summary>A git to test against.</summary>
public sealed class TestGit : IXunitSerializable
{
    /// <summary>For xunit, which fills it from its own text form.</summary>
    public TestGit() { }

    internal TestGit(string name, string program)
    {
        Name = name;
        Program = program;
    }

    /// <summary>What tests call it: <c>system</c>, <c>trixie</c>, <c>sid</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Its path.</summary>
    public string Program { get; private set; } = "";

    /// <summary>Whether it is on this machine.</summary>
    public bool Exists => File.Exists(Program);

    /// <summary>Whether it can make such repositories.</summary>
    public bool Supports(RepositoryFormat format) => format != RepositoryFormat.Reftable || Gits.VersionOf(this) >= new Version(2, 45);

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        Name = info.GetValue<string>(nameof(Name));
        Program = info.GetValue<string>(nameof(Program));
    }

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Name), Name);
        info.AddValue(nameof(Program), Program);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

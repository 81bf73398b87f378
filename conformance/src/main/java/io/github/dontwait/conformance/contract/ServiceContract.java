package io.github.dontwait.conformance.contract;

/** What worker and server promise alike: seen from the wire both obey the same rules. */
public interface ServiceContract
        extends WireContract,
                IdentityContract,
                EnvelopeContract,
                VerbContract,
                NonBlockingContract,
                FairnessContract,
                OrderingContract,
                BackpressureContract,
                HeartbeatContract,
                AnnouncementContract,
                ShutdownContract,
                LastRequestsContract,
                EnduranceContract,
                RecoveryContract {}

# What the agent installation in post-build needs on the build machine.
ifeq ($(OPENSTACK_IPA)$(BR2_PACKAGE_PYTHON3),yy)
PACKAGES += host-python-pip
endif

# Packages of this external tree. The list is empty while package/ holds no
# recipe; sort keeps the order the same on every file system.
include $(sort $(wildcard $(BR2_EXTERNAL_IPA_PATH)/package/*/*.mk))

# The kernel's fragments that the menu "IPA hardware" chooses: IPA_LINUX_NET_10G
# stands for net-10g.config. They come before those that the configuration
# names (BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES), so that the user's win.
IPA_LINUX_FRAGMENTS := $(strip $(foreach file,$(sort $(wildcard $(BR2_EXTERNAL_IPA_PATH)/linux-configs/fragments/*.config)),\
	$(if $(filter y,$(IPA_LINUX_$(call UPPERCASE,$(basename $(notdir $(file)))))),$(file))))

ifneq ($(IPA_LINUX_FRAGMENTS),)
LINUX_KCONFIG_FRAGMENT_FILES := $(IPA_LINUX_FRAGMENTS) $(LINUX_KCONFIG_FRAGMENT_FILES)
# Buildroot's own rule was read before this file, with the list as it was then.
$(LINUX_DIR)/$(LINUX_KCONFIG_STAMP_DOTCONFIG): $(IPA_LINUX_FRAGMENTS)
endif

# xz packs programs and modules better when it knows the processor's code (39.9 MB become 39.3), and the kernel unpacks that
# (linux-configs/fragments/x86.config). A -9 after the filter, as Buildroot has it, would take the filter back.
ifeq ($(OPENSTACK_IPA)$(BR2_x86_64),yy)
ROOTFS_CPIO_COMPRESS_CMD := $(subst xz -9 ,xz --x86 --lzma2=preset=9 ,$(ROOTFS_CPIO_COMPRESS_CMD))
endif

# Buildroot leaves the times of a build on the files within an ISO: its bytes would not repeat. Comes after all other hooks.
ifeq ($(BR2_REPRODUCIBLE),y)
define IPA_ISO9660_FIX_TIMES
	find $(ROOTFS_ISO9660_TMP_TARGET_DIR) -exec touch -h -d @$(SOURCE_DATE_EPOCH) {} +
endef
ROOTFS_ISO9660_PRE_GEN_HOOKS += IPA_ISO9660_FIX_TIMES
endif

# What post-image.sh writes manifest and bill of materials from: the same as
# `make show-info` prints, without a second reading of all makefiles.
# The folder is made while the recipe is read: make does $(file) then, before it runs a command.
.PHONY: ipa-package-facts
target-post-image: ipa-package-facts
ipa-package-facts:
	$(shell mkdir -p $(BUILD_DIR)/ipa-agent)$(file >$(BUILD_DIR)/ipa-agent/packages.json,$(call clean-json,{ $(foreach p,$(sort $(foreach i,$(PACKAGES) $(TARGETS_ROOTFS),$(i) $($(call UPPERCASE,$(i))_FINAL_RECURSIVE_DEPENDENCIES))),$(call json-info,$(call UPPERCASE,$(p)))$(comma)) }))
